from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("keeping_messages", "0004_doubt_of_the_request"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="answered_at",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]
