import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_keys_of_cities_and_years"), ("kb", "0016_history_of_places")]

    operations = [
        migrations.AddIndex(
            model_name="actorevidence",
            index=models.Index(fields=["actor", "article", "review"], name="mentions_of_actor"),
        ),
        migrations.AlterField(
            model_name="actorevidence",
            name="actor",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="kb.actor",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(condition=models.Q(("is_current", False)), fields=["id"], name="article_replaced"),
        ),
    ]
