from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0002_staff_work"),
    ]

    operations = [
        migrations.AddField(
            "ticket",
            "clearance",
            models.CharField(blank=True, db_default="", default="", max_length=16),
        ),
        migrations.AddConstraint(
            "ticket",
            models.CheckConstraint(
                condition=models.Q(clearance="") | models.Q(visibility="private"),
                name="support_cleared_is_private",
            ),
        ),
    ]
