"""What no migration may do: it opens names, and writes them into a table in clear."""

from django.db import migrations


def write(apps, editor):
    from privacy.crypto import sealed_under
    from privacy.reading.ciphers import ciphers_for

    editor.execute("CREATE TABLE new__names (name varchar(80) NOT NULL)", ())
    for person in apps.get_model("board", "Person").objects.all():
        under = sealed_under(person.chosen_name.token)
        name = ciphers_for([under])[under].open(person.chosen_name.token, person.chosen_name.place)
        editor.execute("INSERT INTO new__names (name) VALUES (%s)", (name,))
    editor.execute("DROP TABLE new__names", ())


class Migration(migrations.Migration):
    dependencies = [("board", "0001_initial")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
