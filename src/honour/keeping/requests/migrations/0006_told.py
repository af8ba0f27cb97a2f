from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("keeping_requests", "0005_stood"),
    ]

    operations = [
        migrations.AddField(
            model_name="request",
            name="told",
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
