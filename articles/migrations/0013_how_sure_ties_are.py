from collections import defaultdict

from django.db import migrations

_CHUNK = 1000


def weigh_ties(apps, schema_editor):
    """Ties that are there already get the confidence of their surest sentence, as imports give it."""
    merged = dict(apps.get_model("kb", "Actor").objects.exclude(merged_into=None).values_list("pk", "merged_into"))
    for relation, ties, table in (("meeting", "participants", "Participation"), ("initiative", "parties", "Party")):
        surest = defaultdict(float)
        evidence = apps.get_model("articles", f"{relation.capitalize()}Evidence").objects.exclude(review="rejected")
        for record, values in evidence.values_list(relation, "values").iterator(_CHUNK):
            for tie in values.get(ties, ()):
                pair = record, merged.get(tie["actor"], tie["actor"])
                surest[pair] = max(surest[pair], tie["confidence"])
        model = apps.get_model("kb", table)
        rows = []
        for row in model.objects.filter(review="machine").order_by("pk").iterator(_CHUNK):
            row.confidence = surest.get((getattr(row, f"{relation}_id"), row.actor_id))
            rows.append(row)
        model.objects.bulk_update(rows, ["confidence"], batch_size=_CHUNK)


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_keys_kept_and_sought"), ("kb", "0014_how_sure_ties_are")]

    operations = [migrations.RunPython(weigh_ties, migrations.RunPython.noop)]
