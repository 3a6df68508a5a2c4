import django.db.models.deletion
from django.db import migrations, models


def by_index(relation):
    """The actor of a tie without an index of its own: that of all three columns begins with it."""
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name=relation, to="kb.actor"
    )


class Migration(migrations.Migration):
    dependencies = [("kb", "0018_names_that_actors_keep")]

    operations = [
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(fields=["actor", "meeting", "review"], name="participations_of_actor"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["actor", "initiative", "review"], name="parties_of_actor"),
        ),
        migrations.AlterField(model_name="participation", name="actor", field=by_index("participations")),
        migrations.AlterField(model_name="party", name="actor", field=by_index("party_set")),
    ]
