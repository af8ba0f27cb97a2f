import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("keeping_people", "0004_role_reviews"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recovery",
            fields=[
                ("reference", models.CharField(max_length=20, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("proposed", "Proposed"),
                            ("reconciled", "Reconciled"),
                            ("sent", "Sent"),
                            ("refused", "Refused"),
                            ("stopped", "Stopped"),
                        ],
                        max_length=16,
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("received", models.DateTimeField(db_index=True)),
                ("sealed", models.BinaryField()),
                ("whom", models.CharField(blank=True, max_length=200)),
                ("proposed_by", models.CharField(blank=True, max_length=64)),
                ("confirmed_by", models.CharField(blank=True, max_length=64)),
                ("waits_until", models.DateTimeField(null=True)),
                ("closed", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
