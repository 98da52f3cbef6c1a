"""All of it taken back by a migration that goes forward."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("board", "0003_remade")]
    operations = [
        migrations.RemoveConstraint("Person", "no_ninth_shelf"),
        migrations.RemoveField("Person", "shelf"),
        migrations.RemoveField("HistoricalPerson", "shelf"),
        migrations.RemoveField("Identity", "shelf"),
        migrations.RenameModel("Naming", "MentionChoice"),
        migrations.RenameField("Identity", "reached_by", "contact"),
        migrations.RenameField("HistoricalIdentity", "reached_by", "contact"),
        migrations.RenameField("Person", "known_as", "chosen_name"),
        migrations.RenameField("HistoricalPerson", "known_as", "chosen_name"),
        migrations.AlterModelTable("Person", None),
        migrations.AlterModelTable("HistoricalPerson", None),
    ]
