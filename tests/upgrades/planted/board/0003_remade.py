"""Each of these makes SQLite build the table anew under another name, and copy the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("board", "0002_other_names")]
    operations = [
        migrations.AddField("Person", "shelf", models.IntegerField(default=7)),
        migrations.AddField("HistoricalPerson", "shelf", models.IntegerField(default=7)),
        migrations.AlterField("Person", "shelf", models.CharField(max_length=9, default="7")),
        migrations.AddConstraint(
            "Person", models.CheckConstraint(condition=~models.Q(shelf="9"), name="no_ninth_shelf")
        ),
        migrations.AddField("Identity", "shelf", models.IntegerField(default=7)),
    ]
