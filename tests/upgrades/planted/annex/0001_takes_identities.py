"""The other half. The contract names stay what they were: they are part of every sealed value."""

import uuid

import django.db.models.deletion
import simple_history.models
from django.db import migrations, models

import privacy.fields

LEGAL_NAME = ("legal_name", privacy.fields.SealedTextField(contract="identity.legal_name"))
CONTACT = ("contact", privacy.fields.SealedTextField(contract="identity.contact"))


class Migration(migrations.Migration):
    dependencies = [("board", "0005_lets_identities_go")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    "Identity",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="identity",
                                to="board.person",
                            ),
                        ),
                        LEGAL_NAME,
                        CONTACT,
                    ],
                ),
                migrations.CreateModel(
                    "HistoricalIdentity",
                    fields=[
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("id", models.UUIDField(db_index=True, default=uuid.uuid4)),
                        LEGAL_NAME,
                        CONTACT,
                    ],
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ]
        )
    ]
