from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("keeping_requests", "0004_lodged"),
    ]

    operations = [
        migrations.AddField(
            model_name="request",
            name="doubted",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="request",
            name="then_due",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="request",
            name="stood",
            field=models.PositiveIntegerField(null=True),
        ),
    ]
