"""The index of full text, made the way each database has it."""

from django.db import migrations

from articles.searching import drop_index, make_index


def make(apps, schema_editor):
    make_index(schema_editor.connection)


def drop(apps, schema_editor):
    drop_index(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_own_records_are_kept")]
    operations = [migrations.RunPython(make, drop)]
