import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("keeping_holds", "0004_personhold_item"),
    ]

    operations = [
        migrations.CreateModel(
            name="Preserved",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act", models.CharField(max_length=64)),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("sealed", models.BinaryField()),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preserved",
                        to="keeping_holds.personhold",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="preserved",
            constraint=models.UniqueConstraint(fields=("hold", "act", "number"), name="preserved_once"),
        ),
    ]
