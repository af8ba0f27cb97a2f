from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("keeping_letters", "0002_parked")]

    operations = [
        migrations.AddField(model_name="letter", name="facts", field=models.JSONField(default=dict)),
    ]
