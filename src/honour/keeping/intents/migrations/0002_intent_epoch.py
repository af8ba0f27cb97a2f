from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("keeping_intents", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="intent",
            name="epoch",
            field=models.PositiveIntegerField(null=True),
        ),
    ]
