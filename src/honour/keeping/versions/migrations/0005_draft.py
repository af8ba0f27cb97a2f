from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("keeping_versions", "0004_told_and_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("only", models.BooleanField(default=True, primary_key=True, serialize=False)),
                ("text", models.TextField()),
                ("by", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
