from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("keeping_holds", "0005_preserved"),
    ]

    operations = [
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("request", models.CharField(db_index=True, max_length=64)),
                ("person", models.CharField(max_length=200)),
                ("tokens", models.JSONField()),
                ("known_by", models.JSONField()),
                ("kinds", models.JSONField()),
                ("taken", models.DateTimeField()),
                ("until", models.DateField(db_index=True)),
                ("digest", models.CharField(max_length=64)),
                ("cell", models.UUIDField()),
                ("sealed", models.BinaryField()),
            ],
        ),
    ]
