"""Identities move into an app of their own: the tables get its name, the rows stay."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("board", "0004_as_before")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable("Identity", "annex_identity"),
                migrations.AlterModelTable("HistoricalIdentity", "annex_historicalidentity"),
            ],
            state_operations=[
                migrations.DeleteModel("Identity"),
                migrations.DeleteModel("HistoricalIdentity"),
            ],
        )
    ]
