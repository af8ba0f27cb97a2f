"""Room for directives that are sealed; those that were left before are sealed by a schedule."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("keeping_consents", "0002_choice_withdrawn")]

    operations = [
        migrations.AlterField("directive", "wish", models.TextField()),
        migrations.AlterField("directive", "trusted", models.TextField(blank=True)),
    ]
