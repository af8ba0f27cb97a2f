from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("keeping_messages", "0003_access"),
        ("keeping_requests", "0005_stood"),
    ]

    operations = [
        migrations.RemoveField(model_name="message", name="doubted"),
        migrations.RemoveField(model_name="message", name="due"),
    ]
