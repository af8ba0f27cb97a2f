"""Since when and why a letter is parked: staff decide by it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("keeping_letters", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="parked",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="why",
            field=models.CharField(blank=True, default="", max_length=16),
        ),
    ]
