from collections import defaultdict

from django.db import migrations

from articles.identity.series import best_title, read_series
from kb.slugs import free_slugs

_CHUNK = 1000


def find_series(apps, schema_editor):
    """Meetings that are there already get their series and number by their names, as imports give them."""
    Meeting, Series = apps.get_model("kb", "Meeting"), apps.get_model("kb", "Series")
    told = {
        pk: series
        for pk, name in Meeting.objects.exclude(name="").order_by("pk").values_list("pk", "name").iterator(_CHUNK)
        if (series := read_series(name))
    }
    titles = defaultdict(list)
    for series in told.values():
        titles[series.key].append(series.title)
    names = {key: best_title(titles[key]) for key in sorted(titles)}
    slugs = free_slugs(Series, list(names.values()))
    rows = [Series(key=key, name=name, slug=slug) for (key, name), slug in zip(names.items(), slugs, strict=True)]
    Series.objects.bulk_create(rows, batch_size=_CHUNK)
    known = dict(Series.objects.values_list("key", "pk"))
    for pk, series in told.items():
        Meeting.objects.filter(pk=pk).update(series_id=known[series.key], ordinal=series.ordinal)


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_additions_by_hand"), ("kb", "0010_series_of_meetings")]

    operations = [migrations.RunPython(find_series, migrations.RunPython.noop)]
