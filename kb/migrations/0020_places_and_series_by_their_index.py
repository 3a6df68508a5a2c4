import django.db.models.deletion
from django.db import migrations, models


def by_index(to, **more):
    """A place or series without an index of its own: that of all three columns begins with it."""
    return models.ForeignKey(
        blank=True,
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="meetings",
        to=f"kb.{to}",
        verbose_name=to,
        **more,
    )


class Migration(migrations.Migration):
    dependencies = [("kb", "0019_ties_by_their_index")]

    operations = [
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["place", "review", "merged_into"], name="meetings_by_place"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["series", "review", "merged_into"], name="meetings_by_series"),
        ),
        migrations.AlterField(model_name="meeting", name="place", field=by_index("place")),
        migrations.AlterField(
            model_name="meeting", name="series", field=by_index("series", help_text="of which it is one occurrence")
        ),
    ]
