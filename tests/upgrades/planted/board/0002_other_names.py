"""A table and two sealed columns get other names, in their history too."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("board", "0001_initial")]
    operations = [
        migrations.AlterModelTable("Person", "board_participant"),
        migrations.AlterModelTable("HistoricalPerson", "board_pastparticipant"),
        migrations.RenameField("Person", "chosen_name", "known_as"),
        migrations.RenameField("HistoricalPerson", "chosen_name", "known_as"),
        migrations.RenameField("Identity", "contact", "reached_by"),
        migrations.RenameField("HistoricalIdentity", "contact", "reached_by"),
        migrations.RenameModel("MentionChoice", "Naming"),
    ]
