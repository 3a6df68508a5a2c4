from django.db import migrations


def take_away(apps, schema_editor):
    """Keys are made otherwise now: they are made anew after all migrations."""
    for name in ("MeetingKey", "InitiativeKey"):
        apps.get_model("articles", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_series_of_known_meetings")]

    operations = [migrations.RunPython(take_away, migrations.RunPython.noop)]
