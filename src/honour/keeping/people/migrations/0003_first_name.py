from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("keeping_people", "0002_documents_acknowledged"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="first_name",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
    ]
