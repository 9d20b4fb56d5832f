from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("listen", "0004_the_map_and_the_hall")]
    operations = [
        migrations.AddField(
            "topic",
            "address",
            models.CharField(
                blank=True,
                default="",
                help_text="Where phones find this server; empty: as the page was asked for",
                max_length=120,
            ),
            preserve_default=False,
        )
    ]
