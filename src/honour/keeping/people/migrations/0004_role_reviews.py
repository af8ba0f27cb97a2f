from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("keeping_people", "0003_first_name"),
    ]

    operations = [
        migrations.AddField("role", "granted_by", models.CharField(blank=True, default="", max_length=100)),
        migrations.AddField("role", "reviewed", models.DateTimeField(null=True)),
        migrations.AddField("role", "reviewed_by", models.CharField(blank=True, default="", max_length=100)),
        migrations.AddField("role", "warned", models.DateTimeField(null=True)),
        migrations.AddField("role", "suspended", models.DateTimeField(null=True)),
    ]
