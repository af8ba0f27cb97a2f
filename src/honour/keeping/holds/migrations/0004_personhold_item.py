from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("keeping_holds", "0003_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="personhold",
            name="item",
            field=models.JSONField(null=True),
        ),
    ]
