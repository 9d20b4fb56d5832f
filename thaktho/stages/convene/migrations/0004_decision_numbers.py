"""Decisions of a series that were recorded before decisions had numbers get theirs, in the order they were made; and papers
the number of their enclosure."""

from collections import defaultdict

from django.db import migrations

from thaktho.thai.words import search_text


def _year(basis, day):
    """The Buddhist year of a day; a fiscal year begins on 1 October. Written out: what it meant stays so."""
    return day.year + 543 + (1 if basis == "fiscal" and day.month >= 10 else 0)


def number(apps, schema_editor):
    Decision = apps.get_model("convene", "Decision")
    last = defaultdict(int)
    found = Decision.objects.filter(meeting__series__isnull=False, series_number=None)
    found = found.select_related("meeting__series").order_by(
        "meeting__held_on", "meeting__number", "meeting_id", "number"
    )
    for decision in found:
        series = decision.meeting.series
        year = decision.meeting.year or _year(series.year_basis, decision.meeting.held_on)
        last[series.pk, year] += 1
        decision.series, decision.series_year = series, year
        decision.series_number = last[series.pk, year]
        decision.save(update_fields=["series", "series_year", "series_number"])
    for decision in Decision.objects.filter(search_text=""):
        decision.search_text = search_text(decision.text)
        decision.save(update_fields=["search_text"])
    Paper = apps.get_model("convene", "Paper")
    under = defaultdict(int)
    for paper in Paper.objects.order_by("meeting_id", "id"):
        under[paper.meeting_id, paper.agenda_id] += 1
        if paper.order != under[paper.meeting_id, paper.agenda_id]:
            paper.order = under[paper.meeting_id, paper.agenda_id]
            paper.save(update_fields=["order"])


class Migration(migrations.Migration):
    dependencies = [("convene", "0003_letters_followups_costs")]

    operations = [migrations.RunPython(number, migrations.RunPython.noop)]
