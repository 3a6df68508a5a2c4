from django.db import migrations


def take_away(apps, schema_editor):
    """Keys of meetings and initiatives are made otherwise now: they are made anew after all migrations."""
    for model in ("MeetingKey", "InitiativeKey"):
        apps.get_model("articles", model).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_additions_attached_again")]

    operations = [migrations.RunPython(take_away, migrations.RunPython.noop)]
