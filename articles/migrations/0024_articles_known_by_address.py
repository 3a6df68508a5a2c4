from django.db import migrations, models
from django.db.models import F

from articles.reading import canonical_address


def fill(apps, schema_editor):
    """Articles that are there keep the source by which they are known; the address that they bear is known, too."""
    article = apps.get_model("articles", "Article")
    article.objects.update(guid=F("source"))
    with_address = article.objects.exclude(url="").only("pk", "url").order_by("pk")
    batch = []
    for each in with_address.iterator(chunk_size=1000):
        each.canonical_url = canonical_address(each.url)
        batch.append(each)
        if len(batch) == 1000:
            article.objects.bulk_update(batch, ["canonical_url"])
            batch = []
    article.objects.bulk_update(batch, ["canonical_url"])


class Migration(migrations.Migration):
    # the rows are written before the constraints are: not in one transaction on PostgreSQL
    atomic = False

    dependencies = [("articles", "0023_words_of_tenures_by_their_index")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="guid",
            field=models.CharField(default="", editable=False, max_length=1000),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="article",
            name="canonical_url",
            field=models.CharField(blank=True, default="", editable=False, max_length=1000),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="article", name="article_version_once"),
        migrations.RemoveConstraint(model_name="article", name="article_one_current_version"),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(fields=("guid", "version"), name="article_version_once"),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)), fields=("guid",), name="article_one_current_version"
            ),
        ),
        migrations.AddIndex(
            model_name="article", index=models.Index(fields=["source"], name="article_source")
        ),
        migrations.AddIndex(
            model_name="article", index=models.Index(fields=["canonical_url"], name="article_canonical_url")
        ),
    ]
