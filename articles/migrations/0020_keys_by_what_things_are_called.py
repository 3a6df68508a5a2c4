from django.db import migrations


def take_away(apps, schema_editor):
    """Keys of initiatives are made otherwise now: they are made anew after all migrations."""
    apps.get_model("articles", "InitiativeKey").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_values_that_people_withdrew")]

    operations = [migrations.RunPython(take_away, migrations.RunPython.noop)]
