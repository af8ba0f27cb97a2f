import datetime

import django.db.models.deletion
from django.db import migrations, models

LONG_AGO = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)  # began nobody knows when: turned next


def begin_known(apps, schema_editor):  # type: ignore[no-untyped-def]  # as Django calls it
    """Each epoch under which a cell was wrapped before epochs had rows."""
    known = apps.get_model("keeping_keys", "Cell").objects.values_list("epoch", flat=True).distinct()
    epoch = apps.get_model("keeping_keys", "Epoch")
    epoch.objects.bulk_create(epoch(number=number, began=LONG_AGO) for number in known)


class Migration(migrations.Migration):
    dependencies = [
        ("keeping_keys", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Epoch",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("began", models.DateTimeField()),
            ],
        ),
        migrations.RunPython(begin_known, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="cell",
            name="epoch",
            field=models.ForeignKey(
                db_column="epoch",
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="keeping_keys.epoch",
            ),
        ),
    ]
