"""What can be asked of articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from articles.searching import matching_ids
from kb.models import Actor
from kb.models.querysets import count_of, other_end, shown
from kb.searching.periods import Period
from kb.searching.questions import Question, as_question


class ImportRunQuerySet(models.QuerySet[Any]):
    def running(self) -> Self:
        return self.filter(status="running")

    def with_open_failures(self) -> Self:
        """Annotate `open_failures`: how many inputs failed and were not taken in since."""
        failures = other_end(self.model, "failures").objects.open()
        return self.annotate(open_failures=count_of(failures, "run"))


class ImportFailureQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """What no later attempt has taken in."""
        return self.filter(taken_in_by=None)


class ArticleQuerySet(models.QuerySet[Any]):
    def current(self) -> Self:
        """The newest version of each article."""
        return self.filter(is_current=True)

    def latest_first(self) -> Self:
        return self.order_by(F("published").desc(nulls_last=True), "-pk")

    def without_text(self) -> Self:
        """Articles as lists show them: the texts themselves stay in the database."""
        return self.defer("text", "original")

    def between(self, first: date | None, last: date | None) -> Self:
        """Published in the period; None leaves an end open."""
        articles = self
        if first:
            articles = articles.filter(published__gte=first)
        if last:
            articles = articles.filter(published__lte=last)
        return articles

    def tied_to(self, actors: models.QuerySet[Actor] | Sequence[Actor]) -> Self:
        """Articles that mention at least one of the actors."""
        mentions = other_end(self.model, "actorevidence").objects.filter(shown(""), actor__in=actors)
        return self.filter(pk__in=mentions.values("article"))

    def matching(self, asked: str | Question) -> Self:
        """All words that are asked for and its "phrases" are in the article's title or text, and no -exclusion.

        Of a time (`February 2020`) the article was published then, or has its words.
        """
        question = as_question(asked)
        if not question.asks:
            return self.none()
        articles = self
        if question.sure_words:
            articles = articles.filter(pk__in=matching_ids(question.sure_words, using=self.db))
        for period in question.periods:
            articles = articles.filter(self._in_period(period))
        for term in question.excluded:
            articles = articles.exclude(pk__in=matching_ids((term,), using=self.db))
        return articles

    def _in_period(self, period: Period) -> Q:
        told = Q(published__isnull=False)
        if period.month:
            told &= Q(published__month=period.month)
        if period.day:
            told &= Q(published__day=period.day)
        if period.first:
            told &= Q(published__gte=period.first)
        if period.last:
            told &= Q(published__lte=period.last)
        return told if period.bound else told | Q(pk__in=matching_ids(period.words, using=self.db))

    def with_counts(self) -> Self:
        """Annotate `meeting_count` and `initiative_count`: the records that the article tells of."""
        return self.annotate(
            meeting_count=count_of(self._telling("meeting"), "article", of="meeting"),
            initiative_count=count_of(self._telling("initiative"), "article", of="initiative"),
        )

    def _telling(self, record: str) -> models.QuerySet[Any]:
        """Evidence of visible records of a kind."""
        evidence = other_end(self.model, f"{record}evidence").objects
        return evidence.filter(shown("", record))
