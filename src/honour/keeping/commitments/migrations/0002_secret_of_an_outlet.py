from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("keeping_commitments", "0001_initial")]

    operations = [
        migrations.AddField(model_name="outlet", name="sealed", field=models.BinaryField(null=True)),
    ]
