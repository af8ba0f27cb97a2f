from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recipient", models.CharField(db_index=True, max_length=200)),
                ("sort", models.CharField(max_length=16)),
                ("file", models.CharField(max_length=300)),
                ("digest", models.CharField(max_length=64)),
                ("signed", models.DateField()),
                ("until", models.DateField()),
                ("ended", models.DateField(null=True)),
                ("recorded", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Outlet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recipient", models.CharField(max_length=200, unique=True)),
                ("address", models.CharField(max_length=2000)),
                ("enabled", models.DateTimeField()),
            ],
        ),
    ]
