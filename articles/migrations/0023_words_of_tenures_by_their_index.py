import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_mentions_counted_by_their_index")]

    operations = [
        migrations.AddIndex(
            model_name="tenureevidence",
            index=models.Index(fields=["tenure", "article", "review", "confidence"], name="words_of_tenure"),
        ),
        migrations.AlterField(
            model_name="tenureevidence",
            name="tenure",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="kb.tenure",
            ),
        ),
    ]
