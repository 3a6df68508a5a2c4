from django.db import migrations


def take_away(apps, schema_editor):
    """Keys of meetings and initiatives are made otherwise now: they are made anew after all migrations."""
    for name in ("MeetingKey", "InitiativeKey"):
        apps.get_model("articles", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_keys_by_what_things_are_called")]

    operations = [migrations.RunPython(take_away, migrations.RunPython.noop)]
