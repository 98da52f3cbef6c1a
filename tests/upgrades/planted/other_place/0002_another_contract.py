"""What no migration may do: the contract name changes with the name of the column."""

from django.db import migrations

import privacy.fields


class Migration(migrations.Migration):
    dependencies = [("board", "0001_initial")]
    operations = [
        migrations.RenameField("Person", "chosen_name", "known_as"),
        migrations.AlterField(
            "Person", "known_as", privacy.fields.SealedTextField(contract="person.known_as")
        ),
    ]
