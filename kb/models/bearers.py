"""Whom the words of a query name: looked up once, however often records are searched for these words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, IntegerField, Q, Value

from kb.models.actors import ActorName, Tenure
from kb.models.querysets import any_word_begins, has_word, shown
from kb.searching.questions import Question, keys_of


def look_up(questions: Sequence[Question]) -> None:
    """Tell the questions who bears their words, as far as they do not know; one query of the database at most.

    Excluded words are looked up among names alone: who excludes `minister` means no meeting of that name.
    """
    lacking: dict[tuple[str, str], Any] = {}
    for question in questions:
        names, posts = keys_of((*question.sure_words, *question.excluded)), keys_of(question.sure_words)
        lacking |= {("names", word): _named for word in names - question.bearers.names.keys()}
        lacking |= {("posts", word): _in_post for word in posts - question.bearers.posts.keys()}
    found: dict[tuple[str, str], set[int]] = {each: set() for each in lacking}
    asked = sorted(lacking)
    parts = [
        lacking[each](each[1]).annotate(at=Value(at, output_field=IntegerField())).values_list("at", "who")
        for at, each in enumerate(asked)
    ]
    for at, who in parts[0].union(*parts[1:]) if parts[1:] else parts[0] if parts else ():
        found[asked[at]].add(who)
    for question in questions:
        for (kind, word), actors in found.items():
            getattr(question.bearers, kind).setdefault(word, actors)


def _named(word: str) -> Any:
    """The visible names in which a word begins so, with whose they are (`who`)."""
    names = ActorName.objects.visible().filter(any_word_begins("key", word), shown("actor"))
    return names.order_by().annotate(who=F("actor"))


def _in_post(word: str) -> Any:
    """The visible tenures of posts with the word in title or body, with whose they are (`who`)."""
    bodies = ActorName.objects.visible().filter(has_word("key", word)).values("actor")
    told = has_word("post__title_key", word) | Q(post__body__in=bodies)
    return Tenure.objects.visible().filter(told).order_by().annotate(who=F("person"))
