"""From a text to its facts: a pure library; no database, no Django, no global state but matchers built once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.language import Language

from articles.extraction.confidence import calibrated
from articles.extraction.coreference import find_units
from articles.extraction.dates import DateMention, find_dates
from articles.extraction.facts import ActorFact, ArticleFacts, PostFact, Span
from articles.extraction.gazetteer import Gazetteer
from articles.extraction.initiatives import assemble_initiatives
from articles.extraction.meetings import assemble_meetings
from articles.extraction.mention_lists import list_mentions
from articles.extraction.names.actors import Actor, Cast, find_names, resolve_actors
from articles.extraction.names.known import known_names
from articles.extraction.names.read_names import with_read_names
from articles.extraction.posts import home_country, read_posts
from articles.extraction.presence import Scene
from articles.extraction.topics import find_topic_words, topics_of
from articles.extraction.unnamed_holders import find_unnamed_holders

__all__ = ["Analysis", "analyse", "extract"]


@dataclass(frozen=True)
class Analysis:
    """What the steps made of a text on the way to its facts; `offset` of the doc in the text. The facts' confidences
    are those that the rules give."""

    text: str
    offset: int
    dateline: str | None
    cast: Cast
    scene: Scene
    dates: Sequence[DateMention]
    posts: Mapping[str, Sequence[PostFact]]
    facts: ArticleFacts


def extract(
    text: str, *, published: date | None, nlp: Language, gazetteer: Gazetteer,
    agency: str | None = None, dateline: str | None = None, body: Span | None = None, mentions: bool = False,
    calibrate: bool = True,
) -> ArticleFacts:  # fmt: skip
    """The facts of one article. `body`: the part of `text` to analyse (all of it if None); offsets are into `text`.

    `mentions`: list every name and date, too, whether or not a record came of it. `calibrate`: confidences as shares
    right; without, those that the rules give.
    """
    analysis = analyse(
        text, published=published, nlp=nlp, gazetteer=gazetteer, agency=agency, dateline=dateline, body=body
    )
    facts = analysis.facts
    if mentions:
        facts = replace(facts, mentions=list_mentions(analysis.cast, analysis.dates, offset=analysis.offset))
    return calibrated(facts) if calibrate else facts


def analyse(
    text: str, *, published: date | None, nlp: Language, gazetteer: Gazetteer,
    agency: str | None = None, dateline: str | None = None, body: Span | None = None,
) -> Analysis:  # fmt: skip
    """All steps from the text to its facts, with what each of them found."""
    body = body or Span(0, len(text))
    doc = nlp(body.of(text))
    known = known_names(nlp, gazetteer)

    dates = find_dates(doc, published=published)
    names, persons = with_read_names(doc, *find_names(doc, known))
    cast = resolve_actors(doc, names, persons, known)
    home = home_country(cast, dateline, known)
    posts = read_posts(cast, home=home, offset=body.start, known=known.persons, published=published)
    scene = Scene(cast, find_units(cast, posts))
    meetings = assemble_meetings(scene, dates, posts, published=published, dateline=dateline, offset=body.start)
    initiatives = assemble_initiatives(scene, dates, posts, meetings, published=published, offset=body.start)
    told = find_topic_words(cast, offset=body.start)
    meetings = tuple(replace(meeting, topics=topics_of(meeting, told)) for meeting in meetings)
    initiatives = tuple(replace(initiative, topics=topics_of(initiative, told)) for initiative in initiatives)

    actors = tuple(_actor_fact(actor, cast, posts.get(actor.id, ()), body.start) for actor in cast.actors.values())
    unnamed = find_unnamed_holders(cast, scene.units, posts, meetings, offset=body.start)
    facts = ArticleFacts(published, agency, dateline, actors, meetings, initiatives, unnamed=unnamed)
    return Analysis(text, body.start, dateline, cast, scene, dates, posts, facts)


def _actor_fact(actor: Actor, cast: Cast, posts: tuple[PostFact, ...], offset: int) -> ActorFact:
    spans = (cast.doc[m.start : m.end] for m in actor.mentions)
    mentions = sorted({Span(offset + s.start_char, offset + s.end_char) for s in spans})
    return ActorFact(actor.id, actor.kind, actor.name, tuple(mentions), actor.confidence, posts, actor.rule, actor.key)
