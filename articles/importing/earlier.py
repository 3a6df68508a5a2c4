"""Evidence that a run takes the place of is kept as it was, and comes back when the run is undone.

Kept are the rows themselves, and as much of each record they speak of as it takes to make it again: a record
that rests on nothing else goes when its evidence does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from articles.extraction.facts import ActorFact, PostFact, Source, Span
from articles.importing.actors import identify_actors, know_actor, name_of
from articles.importing.misread import MisreadIn, whole
from articles.importing.settle import INITIATIVE, MEETING, EventType, date_columns
from articles.importing.withdraw import EVIDENCE, Touched
from articles.models import Article, EarlierReading, ImportRun
from kb.merging.belongings import own_pk, survivors
from kb.models import Actor, ActorName, Initiative, Meeting, Post, ReviewState, Tenure
from kb.names import name_key
from kb.slugs import free_slug

Told = dict[str, Any]
_COLUMNS = ("start", "end", "values", "rule", "pipeline_version", "confidence", "review")
_FACT = ("meeting", "initiative")


def keep_reading(article: Article, run: ImportRun, *, keeping: Collection[str]) -> EarlierReading:
    """Keep what the article says before the run takes it back; rows whose review is among `keeping` stay in place."""
    told = {
        relation: _tell(relation, _with_records(table, relation, article).exclude(review__in=keeping).order_by("pk"))
        for table, relation in EVIDENCE
    }
    # what was said before the run counts, also where the run replaces an article twice
    kept = {"pipeline_version": article.pipeline_version, "told": told}
    return EarlierReading.objects.get_or_create(run=run, article=article, defaults=kept)[0]


def _program_rows(table: Any, article: Article) -> Any:
    """What the program found in an article; what people added follows from their additions."""
    return table.objects.filter(article=article, addition=None)


def _with_records(table: Any, relation: str, article: Article) -> Any:
    """The same with what each row speaks of, whatever their number."""
    records = (relation, f"own_{relation}")
    posts = [f"{record}__post" for record in records] if relation == "tenure" else []
    return _program_rows(table, article).select_related(*records, *posts)


@dataclass
class Restored:
    """The records that evidence came back for; those of them that had to be made again, as (table, pk)."""

    spoken_of: Touched = field(default_factory=Touched)
    created: set[tuple[str, int]] = field(default_factory=set)


def spoken_of(reading: EarlierReading) -> Touched:
    """The records that the kept evidence speaks of, whether they are there or not."""
    return Touched(
        **{
            relation: {pk for each in told for pk in (each["record"], each["counts_for"])}
            for relation, told in reading.told.items()
        }
    )


def restore_reading(reading: EarlierReading, reviewed: Mapping[tuple[str, int, str], str]) -> Restored:
    """Write the rows again, and the records that went with them.

    `reviewed`: what people said since of the same words, by (table, record, quoted words).
    """
    told, restored = reading.told, Restored()
    actors = _restore_actors(reading, restored)
    records = {
        "actor": actors,
        "tenure": _restore_tenures(told["tenure"], actors),
        "meeting": _restore_events(told["meeting"], MEETING, restored),
        "initiative": _restore_events(told["initiative"], INITIATIVE, restored),
    }
    for table, relation in EVIDENCE:
        counted = _write_rows(reading.article, table, relation, told[relation], records, reviewed)
        getattr(restored.spoken_of, relation).update(counted)
    Article.objects.filter(pk=reading.article_id).update(pipeline_version=reading.pipeline_version)
    return restored


def _write_rows(
    article: Article,
    table: Any,
    relation: str,
    told: Iterable[Told],
    records: Mapping[str, Mapping[int, int]],
    reviewed: Mapping[tuple[str, int, str], str],
) -> set[int]:
    """Write those rows of one table that are not there; the records that they count for."""
    there = {(own_pk(row, relation), row.start, row.end) for row in _program_rows(table, article)}
    counts_for, misread = _counting(relation, told, records[relation]), MisreadIn(article.source)
    rows = []
    for own, row in _rows(told, records[relation]):
        record, start, end = counts_for[own], row["start"], row["end"]
        if (own, start, end) not in there:
            whose = {f"{relation}_id": record, f"own_{relation}_id": own if own != record else None}
            review = reviewed.get((relation, own, article.text[start:end]), row["review"])
            values = _with_actors(row["values"], records["actor"])
            said = misread.columns(relation, own, article.text[start:end], values)
            rows.append(table(**row | said | {"review": review} | whose, article=article))
            there.add((own, start, end))
    table.objects.bulk_create(rows)
    return set(counts_for.values())


def _counting(relation: str, told: Iterable[Told], records: Mapping[int, int]) -> dict[int, int]:
    """For each record the one that its rows count for: itself, or the one that it is a duplicate of now."""
    if relation == "tenure":
        there = _still_there(Tenure, [each["counts_for"] for each in told])
        return {
            own: there.get(each["counts_for"], own) for each in told if (own := records.get(each["record"])) is not None
        }
    model = {"actor": Actor, "meeting": Meeting, "initiative": Initiative}[relation]
    there = set(records.values())
    return {pk: pk for pk in there} | survivors(model, there)


def _tell(relation: str, rows: Iterable[Any]) -> list[Told]:
    """The rows by the record that they speak of, each with what the record is known by."""
    told: dict[int, Told] = {}
    columns = (*_COLUMNS, "fact") if relation in _FACT else _COLUMNS
    for row in rows:
        record = getattr(row, f"own_{relation}") or getattr(row, relation)
        known = told.setdefault(record.pk, {"record": record.pk, **_known_by(record), "rows": []})
        known["counts_for"] = getattr(row, f"{relation}_id")
        kept = {column: getattr(row, column) for column in columns}
        known["rows"].append(kept | {"values": whole(row.values, getattr(row, "misread", {}))})
    return list(told.values())


def _known_by(record: Any) -> Told:
    match record:
        case Actor():
            return {
                "slug": record.slug, "kind": record.kind, "name": record.name, "key": record.gazetteer_key,
                "undecided": record.undecided,
            }  # fmt: skip
        case Tenure():
            post = record.post
            return {
                "person": record.person_id, "term": record.term, "title": post.title, "body": post.body_id,
                "slug": post.slug,
            }  # fmt: skip
    return {"slug": record.slug, "kind": record.kind, "name": record.name, "status": record.status}


def _rows(told: Iterable[Told], records: Mapping[int, int]) -> Iterable[tuple[int, Told]]:
    return ((records[each["record"]], row) for each in told if each["record"] in records for row in each["rows"])


def _still_there(model: type[Model], wanted: Collection[int]) -> dict[int, int]:
    """The records that nobody took away: each stands for itself."""
    return {pk: pk for pk in model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True)}


def _restore_actors(reading: EarlierReading, restored: Restored) -> dict[int, int]:
    """The actors that went are found as an import would find them, else made again as they were. One who was there
    beside another when the run took the reading's place is not that other, whatever their names."""
    told, run = reading.told["actor"], reading.run
    found = _still_there(Actor, [each["record"] for each in told])
    missing = {str(each["record"]): each for each in told if each["record"] not in found}
    if not missing:
        return found
    there = {str(pk): actor for pk, actor in Actor.objects.in_bulk(found).items()}
    facts = [_actor_fact(each, reading.told["tenure"]) for each in told]
    identified = identify_actors(facts, reading.article.text, known=there, pks={fact: int(fact) for fact in missing})
    new = {actor.pk for actor in identified.created}
    for fact, each in missing.items():
        actor = identified.by_fact[fact]
        if actor.pk not in new and actor.created_at <= run.started_at and not actor.gazetteer_key:
            actor = _make_actor(each, reading.article.text)
            new.add(actor.pk)
        found[each["record"]] = actor.pk
        if actor.pk in new:
            restored.created.add(("actor", actor.pk))
            _give_slug(actor, each["slug"])
    Actor.objects.filter(pk__in=new).update(created_at=run.started_at)
    return found


def _actor_fact(told: Told, tenures: Iterable[Told]) -> ActorFact:
    """An actor as the article tells of him, by the primary keys of records."""
    return ActorFact(
        id=str(told["record"]), kind=told["kind"], name=told["name"], confidence=1.0, gazetteer_key=told["key"],
        mentions=tuple(Span(row["start"], row["end"]) for row in told["rows"]),
        posts=tuple(
            _post_fact(each, row) for each in tenures if each["person"] == told["record"] for row in each["rows"]
        ),
    )  # fmt: skip


def _post_fact(tenure: Told, row: Told) -> PostFact:
    source = Source(Span(row["start"], row["end"]), row["rule"], row["confidence"])
    former = bool(row["values"].get("former", {}).get("value"))
    return PostFact(tenure["title"], str(tenure["body"]) if tenure["body"] else None, source, former=former)


def _make_actor(told: Told, text: str) -> Actor:
    """An actor as he was, with his name as the text's word, under the keys by which texts find him."""
    actor = Actor.objects.create(
        pk=told["record"], kind=told["kind"], name=told["name"], slug=free_slug(Actor, told["slug"]),
        undecided=told.get("undecided", False),
    )  # fmt: skip
    ActorName.objects.bulk_create([name_of(actor)])
    know_actor(actor, text)
    return actor


def _restore_tenures(told: list[Told], actors: Mapping[int, int]) -> dict[int, int]:
    found = _still_there(Tenure, [each["record"] for each in told])
    for each in told:
        person = _standing(each["person"], actors)
        if each["record"] in found or person is None:
            continue
        body = _standing(each["body"], actors)
        post = Post.objects.filter(title_key=name_key(each["title"]), body=body).first()
        if post is None:
            post = Post.objects.create(title=each["title"], body_id=body, slug=free_slug(Post, each["title"]))
            _give_slug(post, each["slug"])
        tenure, _ = Tenure.objects.get_or_create(
            person_id=person, post=post, term=each["term"], defaults={"review": ReviewState.MACHINE}
        )
        found[each["record"]] = tenure.pk
    return found


def _standing(actor: int | None, actors: Mapping[int, int]) -> int | None:
    """The actor that stands for one who was named before; None where there is none any more."""
    if actor is None or actor in actors:
        return actors.get(actor or 0)
    return actor if Actor.objects.filter(pk=actor).exists() else None


def _restore_events(told: list[Told], event: EventType, restored: Restored) -> dict[int, int]:
    """The meetings or initiatives that went are made again as they were. Where the like of one was told meanwhile, the
    two are grouped as any tellings are, once their evidence is there."""
    found = _still_there(event.model, [each["record"] for each in told])
    for each in told:
        if each["record"] not in found:
            pk, slug = each["record"], free_slug(event.model, each["slug"])
            columns = {name: each[name] for name in ("kind", "status", "name")} | date_columns(_date(each))
            event.model.objects.create(pk=pk, slug=slug, **columns)
            restored.created.add((event.relation, pk))
            found[pk] = pk
    return found


def _date(told: Told) -> str | None:
    """The date that the rows say first."""
    return next((row["values"]["date_edtf"]["value"] for row in told["rows"] if "date_edtf" in row["values"]), None)


def _with_actors(values: Told, actors: Mapping[int, int]) -> Told:
    """The values with the actors that now stand for those they name."""
    if all(before == now for before, now in actors.items()):
        return values
    mended = dict(values)
    for name in ("participants", "parties"):
        if name in values:
            mended[name] = [{**tie, "actor": actors.get(tie["actor"], tie["actor"])} for tie in values[name]]
    if "titles" in values:
        mended["titles"] = [{**title, "body": actors.get(title["body"], title["body"])} for title in values["titles"]]
    if values.get("body"):
        body = values["body"]
        mended["body"] = {**body, "value": actors.get(body["value"], body["value"])}
    return mended


def _give_slug(record: Any, slug: str) -> None:
    """The address that the record had before, unless another has it now."""
    if record.slug != slug and not type(record)._default_manager.filter(slug=slug).exists():
        record.slug = slug
        record.save(update_fields=["slug"])
