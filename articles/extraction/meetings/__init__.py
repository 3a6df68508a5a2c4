"""Meetings: triggers in the sentences, who takes part, when, where, whether it came about; one record an occasion."""

from articles.extraction.meetings.occasions import assemble_meetings

__all__ = ["assemble_meetings"]
