from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kb", "0012_names_in_other_languages")]

    operations = [
        migrations.AddField(model_name="queuestate", name="cut", field=models.JSONField(default=list)),
    ]
