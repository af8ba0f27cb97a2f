from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("keeping_messages", "0002_matched"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="opens",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="decision",
            name="opens_until",
            field=models.DateTimeField(null=True),
        ),
    ]
