"""The papers of this chamber: proceedings in three formats, the scorecard, words for reminders."""
