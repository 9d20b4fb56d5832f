from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("listen", "0002_topics_gather_statements")]
    operations = [
        migrations.AddField(
            "tally",
            "asked",
            models.PositiveIntegerField(
                default=0,
                help_text="At how many fives of moved ballots it was asked already whether to take the step",
            ),
        )
    ]
