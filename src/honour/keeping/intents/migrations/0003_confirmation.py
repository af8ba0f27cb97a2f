"""The table of confirmed sweeps."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds `Confirmation`."""

    dependencies = [("keeping_intents", "0002_intent_epoch")]

    operations = [
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("by", models.CharField(max_length=64)),
                ("role", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("rows", models.BigIntegerField()),
                ("shorter", models.BooleanField(default=False)),
                ("clock", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("done", "Done"), ("refused", "Refused")],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("ended", models.DateTimeField(db_index=True, null=True)),
            ],
        ),
    ]
