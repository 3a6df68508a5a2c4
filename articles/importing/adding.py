"""What a person finds in an article by hand becomes evidence, and is taken back again in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from articles.importing.actors import know_actor
from articles.importing.additions import next_number, row_of, touch_told, unmake_record, write_row
from articles.importing.slug_words import words_of_meeting
from articles.importing.touched import EVIDENCE, Touched
from articles.importing.withdraw import follow, regrouped
from articles.models import Addition, AdditionKind, Article
from kb.merging.belongings import own_pk
from kb.models import (
    Actor,
    ActorName,
    Initiative,
    InitiativeKind,
    InitiativeStatus,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Post,
    ReviewState,
    Tenure,
)
from kb.models.history import people_write, program_writes
from kb.names import name_key
from kb.slugs import free_slug

_TABLES = {relation: table for table, relation in EVIDENCE}


class CannotAdd(ValueError):
    """The addition was not made; the message says why."""


@dataclass(frozen=True)
class NewActor:
    """An actor whom the knowledge base does not know yet."""

    kind: str
    name: str


@dataclass(frozen=True)
class Words:
    """Words of an article's present version."""

    article: Article
    start: int
    end: int

    @property
    def quote(self) -> str:
        return str(self.article.text[self.start : self.end])

    def within(self, words: str) -> Words:
        """Where some words stand in these; these themselves where they do not."""
        at = self.quote.casefold().find(words.casefold()) if len(self.quote.casefold()) == len(self.quote) else -1
        return Words(self.article, self.start + at, self.start + at + len(words)) if at >= 0 else self


@dataclass
class Adding:
    """One change of one person at one place of a text."""

    words: Words
    user: AbstractBaseUser
    reason: str = ""

    def mention(self, actor: Actor | NewActor) -> Addition:
        """These words name the actor."""
        return self._carry_out(lambda: self._mention(actor))

    def spelling(self, actor: Actor) -> Addition:
        """These words are a name of the actor, by which imports know him from now on."""
        return self._carry_out(lambda: self._spelling(actor))

    def post(self, person: Actor | NewActor, *, title: str, body: Actor | NewActor | None, former: bool) -> Addition:
        """These words say that the person holds, or held, the post."""
        return self._carry_out(lambda: self._post(person, title, body, former=former))

    def meeting(
        self, into: Meeting | None = None, *, people: Sequence[tuple[Actor | NewActor, str]] = (), **said: Any
    ) -> Addition:
        """These words tell of a meeting: a new one, or a known one. `said`: fields; `people`: with their roles."""
        return self._carry_out(lambda: self._event(AdditionKind.MEETING, into, people, said))

    def initiative(
        self, into: Initiative | None = None, *, people: Sequence[tuple[Actor | NewActor, str]] = (), **said: Any
    ) -> Addition:
        """These words tell of an initiative."""
        return self._carry_out(lambda: self._event(AdditionKind.INITIATIVE, into, people, said))

    def _carry_out(self, add: Any) -> Addition:
        with transaction.atomic():
            # what is current now, not when the page was read
            article = Article.objects.current().select_for_update().filter(pk=self.words.article.pk).first()
            if article is None or not self.words.quote.strip():
                raise CannotAdd(
                    _("These words are not in the newest version of the article: open it and choose again.")
                )
            with people_write(self.user, reason=self.reason):
                addition: Addition = add()
            touched = Touched()
            for each in (addition, *addition.parts.all()):
                getattr(touched, each.relation).add(getattr(row_of(each), f"{each.relation}_id"))
            with program_writes():
                follow(regrouped(touched), Touched())
        return addition

    def _mention(self, actor: Actor | NewActor, words: Words | None = None) -> Addition:
        words, kind = words or self.words, AdditionKind.MENTION
        if isinstance(actor, NewActor):
            made = _make_actor(actor, words.article)
            values = {"kind": {"value": actor.kind}, "name": {"value": actor.name}}
            return self._add(words, kind, made, values, made_record=True)
        self._refuse_twice(words, actor)
        return self._add(words, kind, actor, {})

    def _spelling(self, actor: Actor) -> Addition:
        text = " ".join(self.words.quote.split())[:300]
        name = ActorName.objects.filter(actor=actor, text=text).first()
        if name is not None and name.review == ReviewState.CONFIRMED:
            raise CannotAdd(_("“%(name)s” is a name of %(actor)s already.") % {"name": text, "actor": actor})
        before = str(name.review) if name else ""
        if name is None:
            ActorName.objects.create(actor=actor, text=text, review=ReviewState.CONFIRMED)
        else:
            name.review = ReviewState.CONFIRMED
            name.save(update_fields=["review"])
        return self._add(self.words, AdditionKind.SPELLING, actor, {}, spelling_before=before)

    def _post(self, person: Actor | NewActor, title: str, body: Actor | NewActor | None, *, former: bool) -> Addition:
        made, parts = self._made([person, *([body] if body else [])])
        holder, held_in = made[0], made[1] if body else None
        post = Post.objects.filter(title_key=name_key(title), body=held_in).first()
        post = post or Post.objects.create(
            title=title, body=held_in, slug=free_slug(Post, f"{title} {held_in.name if held_in else ''}")
        )
        known = Tenure.objects.filter(person=holder, post=post).order_by("term").first()
        tenure = known or Tenure.objects.create(person=holder, post=post, former=former)
        values = {
            "title": {"value": title},
            "body": {"value": held_in.pk if held_in else None},
            "former": {"value": former},
        }
        return self._add(self.words, AdditionKind.POST, tenure, values, parts=parts, made_record=known is None)

    def _event(
        self, kind: str, into: Any, people: Sequence[tuple[Actor | NewActor, str]], said: Mapping[str, Any]
    ) -> Addition:
        is_meeting = kind == AdditionKind.MEETING
        actors, parts = self._made([actor for actor, _role in people])
        ties = [
            {"actor": actor.pk, "role": role} if is_meeting else {"actor": actor.pk}
            for actor, (_actor, role) in zip(actors, people, strict=True)
        ]
        told = {name: {"value": value} for name, value in said.items() if value not in (None, "", False)}
        if ties:
            told["participants" if is_meeting else "parties"] = ties  # type: ignore[assignment]
        if into is not None:
            self._refuse_twice(self.words, into)
        record = into or _make_event(kind, said, actors)
        return self._add(self.words, kind, record, told, parts=parts, made_record=into is None)

    def _made(self, actors: Sequence[Actor | NewActor]) -> tuple[list[Actor], list[Addition]]:
        """The actors; those who are new are made, each by words that name him, which is an addition of its own."""
        found, parts = [], []
        for actor in actors:
            if isinstance(actor, NewActor):
                parts.append(self._mention(actor, self.words.within(actor.name)))
                found.append(parts[-1].actor)
            else:
                found.append(actor)
        return found, parts

    def _refuse_twice(self, words: Words, record: Any) -> None:
        relation = str(record._meta.model_name)
        there = _TABLES[relation].objects.visible().filter(article=words.article, start=words.start, end=words.end)
        if there.filter(**{relation: record}).exists():
            raise CannotAdd(_("These words tell of “%(record)s” already.") % {"record": record})

    def _add(
        self,
        words: Words,
        kind: str,
        record: Any,
        values: Mapping[str, Any],
        *,
        parts: Sequence[Addition] = (),
        **more: Any,
    ) -> Addition:
        addition = Addition.objects.create(
            article=words.article,
            number=next_number(words.article),
            kind=kind,
            start=words.start,
            end=words.end,
            quote=words.quote,
            values=dict(values),
            user=self.user,
            reason=self.reason,
            **{str(record._meta.model_name): record},
            **more,
        )
        write_row(addition, words.article, words.start)
        Addition.objects.filter(pk__in=[part.pk for part in parts]).update(part_of=addition)
        return addition


def _make_actor(new: NewActor, article: Article) -> Actor:
    actor = Actor.objects.create(
        kind=new.kind, name=new.name, slug=free_slug(Actor, new.name), review=ReviewState.CONFIRMED
    )
    with program_writes():
        know_actor(actor, article.text)
    return actor


def _make_event(kind: str, said: Mapping[str, Any], actors: Sequence[Actor]) -> Any:
    """A new record; what else is said of it follows from the evidence."""
    name = str(said.get("name") or "")
    if kind == AdditionKind.INITIATIVE:
        columns = {
            "kind": said.get("kind") or InitiativeKind.OTHER,
            "status": said.get("status") or InitiativeStatus.ONGOING,
        }
        slug = free_slug(Initiative, name)
        return Initiative.objects.create(name=name, slug=slug, review=ReviewState.CONFIRMED, **columns)
    columns = {"kind": said.get("kind") or MeetingKind.OTHER, "status": said.get("status") or MeetingStatus.HELD}
    words = words_of_meeting(
        name or str(columns["kind"]), [] if name else [actor.name for actor in actors], said.get("place"),
        said.get("date_edtf"),
    )  # fmt: skip
    return Meeting.objects.create(name=name, slug=free_slug(Meeting, words), review=ReviewState.CONFIRMED, **columns)


@transaction.atomic
def take_back_addition(addition: Addition, *, user: AbstractBaseUser, reason: str = "") -> None:
    """Undo an addition: what came by it alone goes, what others tell stays."""
    touched = Touched()
    with people_write(user, reason=reason or _("Taken back: “%(words)s”.") % {"words": addition}):
        for each in (addition, *addition.parts.all(), *_replaced_by(addition)):
            pks = {getattr(each, f"{each.relation}_id")}
            if row := row_of(each):
                pks |= {getattr(row, f"{each.relation}_id"), own_pk(row, each.relation)}
            getattr(touched, each.relation).update(pks)
            touch_told(touched, each)
            _take_back_spelling(each)
            unmake_record(each)
            each.delete()
    with program_writes():
        follow(touched, regrouped(touched))


def _replaced_by(addition: Addition) -> Iterator[Addition]:
    """The additions whose place it took when their words were lost."""
    for each in addition.replaces.order_by("pk"):
        yield each
        yield from _replaced_by(each)


def _take_back_spelling(addition: Addition) -> None:
    if addition.kind != AdditionKind.SPELLING:
        return
    text = " ".join(addition.quote.split())[:300]
    name = ActorName.objects.filter(actor=addition.actor, text=text, review=ReviewState.CONFIRMED).first()
    if name is None:
        return
    if addition.spelling_before:
        name.review = addition.spelling_before
        name.save(update_fields=["review"])
    else:
        name.delete()
