"""Additions whose words are not in the corrected text any more: where they may stand now, attached again, dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from articles.importing.adding import CannotAdd, Words
from articles.importing.additions import next_number, row_of, write_row
from articles.importing.touched import Touched
from articles.importing.withdraw import follow, regrouped
from articles.models import Addition, AdditionKind, Article
from kb.citations import sentence_around, sentences_of
from kb.marked_text import paragraphs
from kb.merging.belongings import own_pk
from kb.models import ReviewState
from kb.models.history import program_writes

#: of 100: a sentence that is less like the old one is another one
ALIKE = 55
#: of several places so many are offered
MOST = 9
Span = tuple[int, int]


def places_now(addition: Addition, article: Article) -> list[Span]:
    """Where the words of an addition may stand in another version: where they stand word by word, else the words of the
    likest sentence. Equal places are all told."""
    quote = re.escape(addition.quote)
    same = [found.span() for found in re.finditer(rf"(?<!\w){quote}(?!\w)", article.text)]
    return (same or list(_likest(addition, article)))[:MOST]


def old_sentence(addition: Addition) -> Span:
    """The sentence, or the sentences, in which the words of an addition stood."""
    start, _end = sentence_around(addition.article.text, addition.start, addition.start + 1)
    _start, end = sentence_around(addition.article.text, addition.end - 1, addition.end)
    return start, max(end, addition.end)


def _likest(addition: Addition, article: Article) -> Iterator[Span]:
    start, end = old_sentence(addition)
    old = addition.article.text[start:end]
    number = len(list(sentences_of(addition.article.text, start, end)))
    scored = [(fuzz.ratio(old, article.text[first:last]), first, last) for first, last in _stretches(article, number)]
    best = max((score for score, *_span in scored), default=0)
    for score, first, last in scored:
        if score >= ALIKE and score == best:
            yield _words_in(article.text, (first, last), old, (addition.start - start, addition.end - start))


def _stretches(article: Article, number: int) -> Iterator[Span]:
    """So many sentences of one paragraph at a time."""
    for paragraph in paragraphs(article.text):
        found = list(sentences_of(article.text, *paragraph))
        for place in range(max(len(found) - number, 0) + 1):
            some = found[place : place + number]
            if some:
                yield some[0][0], some[-1][1]


def _words_in(text: str, sentence: Span, old: str, words: Span) -> Span:
    """The words of a sentence that stand where some words stood in the old one; whole words."""
    start, end = sentence
    if words == (0, len(old)):
        return sentence
    steps = Levenshtein.opcodes(old, text[start:end])
    first, last = (start + _moved(steps, place) for place in words)
    while start < first < len(text) and text[first - 1].isalnum() and text[first].isalnum():
        first -= 1
    while start < last < end and text[last - 1].isalnum() and text[last].isalnum():
        last += 1
    found = text[first:last]
    return (first + len(found) - len(found.lstrip()), first + len(found.rstrip())) if found.strip() else sentence


def _moved(steps: Any, place: int) -> int:
    """Where a place in one text is in another, that was made of it by these steps."""
    step = next((each for each in steps if each.src_start <= place < each.src_end), steps[-1])
    return int(step.dest_start + place - step.src_start if step.tag == "equal" else step.dest_start)


@transaction.atomic
def attach(addition: Addition, article: Article, span: Span, *, user: AbstractBaseUser, reason: str = "") -> Addition:
    """These words of the present version tell what the lost ones told; the addition that takes the place of the lost
    one. A spelling stays with the lost one: it is a word on the actor, whom the new words only name."""
    is_current = Article.objects.current().select_for_update().filter(pk=article.pk).first() is not None
    words = Words(article, *span)
    if not is_current or not words.quote.strip() or not Addition.objects.lost().filter(pk=addition.pk).exists():
        raise CannotAdd(_("Somebody changed it in the meantime: nothing was done."))
    kind = AdditionKind.MENTION if addition.kind == AdditionKind.SPELLING else addition.kind
    added = Addition.objects.create(
        article=article, number=next_number(article), kind=kind, start=words.start, end=words.end, quote=words.quote,
        values=addition.values, user=user, reason=reason, **{addition.relation: addition.record},
    )  # fmt: skip
    row = write_row(added, article, words.start)
    Addition.objects.filter(pk=addition.pk).update(replaced_by=added)
    _follow(added.relation, row)
    return added


@transaction.atomic
def detach(added: Addition) -> None:
    """As if the addition had not been attached to these words: the one whose place it took is lost again."""
    row = row_of(added)
    Addition.objects.filter(replaced_by=added).update(replaced_by=None)
    touched = Touched(**{added.relation: {getattr(added, f"{added.relation}_id")}})
    if row is not None:
        getattr(touched, added.relation).update({getattr(row, f"{added.relation}_id"), own_pk(row, added.relation)})
    added.delete()
    with program_writes():
        follow(touched, regrouped(touched))


def _follow(relation: str, row: Any) -> None:
    touched = Touched(**{relation: {getattr(row, f"{relation}_id")}})
    with program_writes():
        follow(regrouped(touched), Touched())


def came_by_it_alone(addition: Addition) -> bool:
    """Did its record come by this addition, and does nothing else tell of it?"""
    record = addition.record
    if not addition.made_record or record.review != ReviewState.CONFIRMED or record.evidence.visible().exists():
        return False
    return not record.additions.lost().exclude(pk=addition.pk).exists()
