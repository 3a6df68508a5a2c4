"""Evidence that a run takes the place of is kept as it was, and comes back when the run is undone.

Kept are the rows themselves, and as much of each record they speak of as it takes to make it again: a record
that rests on nothing else goes when its evidence does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from articles.importing.actor_names import keep_names, kept_names, restore_kept
from articles.importing.coming_back import Restored, Told, restore_actors, restore_events, restore_tenures
from articles.importing.misread import MisreadIn, whole
from articles.importing.settle import INITIATIVE, MEETING
from articles.importing.splits import SplitsOf
from articles.importing.withdraw import EVIDENCE, Touched
from articles.models import Article, EarlierReading, ImportRun
from kb.merging.belongings import own_pk, standing_tenures, survivors
from kb.merging.splits import parted_fact
from kb.models import Actor, Initiative, Meeting, Tenure

_COLUMNS = ("start", "end", "values", "rule", "pipeline_version", "confidence", "review")
_FACT = ("meeting", "initiative")


def keep_reading(article: Article, run: ImportRun, *, keeping: Collection[str]) -> EarlierReading:
    """Keep what the article says before the run takes it back; rows whose review is among `keeping` stay in place."""
    told = {
        relation: _tell(relation, _with_records(table, relation, article).exclude(review__in=keeping).order_by("pk"))
        for table, relation in EVIDENCE
    }
    kept = kept_names([each["record"] for each in told["actor"]])
    for each in told["actor"]:
        each |= {"kept": kept[each["record"]]} if each["record"] in kept else {}
    # what was said before the run counts, also where the run replaces an article twice
    said = {"pipeline_version": article.pipeline_version, "told": told}
    return EarlierReading.objects.get_or_create(run=run, article=article, defaults=said)[0]


def _program_rows(table: Any, article: Article) -> Any:
    """What the program found in an article; what people added follows from their additions."""
    return table.objects.filter(article=article, addition=None)


def _with_records(table: Any, relation: str, article: Article) -> Any:
    """The same with what each row speaks of, whatever their number."""
    records = (relation, f"own_{relation}")
    posts = [f"{record}__{post}" for record in records for post in ("post", "own_post")] if relation == "tenure" else []
    return _program_rows(table, article).select_related(*records, *posts)


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
    told, restored, splits = reading.told, Restored(), SplitsOf(reading.article.guid)
    actors = restore_actors(reading, splits, restored)
    _keep_names(told["actor"], actors, {pk for relation, pk in restored.created if relation == "actor"})
    records = {
        "actor": actors,
        "tenure": restore_tenures(told["tenure"], actors, restored),
        "meeting": restore_events(told["meeting"], MEETING, restored),
        "initiative": restore_events(told["initiative"], INITIATIVE, restored),
    }
    for table, relation in EVIDENCE:
        counted = _write_rows(reading.article, table, relation, told[relation], records, reviewed, splits)
        getattr(restored.spoken_of, relation).update(counted, records[relation].values())
    Article.objects.filter(pk=reading.article_id).update(pipeline_version=reading.pipeline_version)
    return restored


def _keep_names(told: Iterable[Told], actors: Mapping[int, int], made: Collection[int]) -> None:
    """Those whom the words name again keep the names that they kept then; those who stand for them, what they have."""
    there = {
        each["record"]: (
            each.get("kept", ()),
            {row["values"]["name"]["value"] for row in each["rows"] if "name" in row["values"]},
        )
        for each in told
        if actors.get(each["record"]) == each["record"] and each["record"] not in made
    }
    restore_kept(there)
    keep_names({pk for record, pk in actors.items() if pk != record and pk not in made})


def _write_rows(
    article: Article,
    table: Any,
    relation: str,
    told: Iterable[Told],
    records: Mapping[str, Mapping[int, int]],
    reviewed: Mapping[tuple[str, int, str], str],
    splits: SplitsOf,
) -> set[int]:
    """Write those rows of one table that are not there; the records that they count for."""
    there = {(own_pk(row, relation), row.start, row.end) for row in _program_rows(table, article)}
    found = list(_rows(told, records[relation]))
    if relation in _FACT:
        found = [_parted(splits, relation, own, row, article.text) for own, row in found]
    counts_for = _counting(relation, {own for own, _ in found})
    misread, rows = MisreadIn(article.guid), []
    for own, row in found:
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


def _parted(splits: SplitsOf, relation: str, record: int, row: Told, text: str) -> tuple[int, Told]:
    """The record of a sentence: another one, where people took these words out of it."""
    own = splits.of_words(relation, record, text[row["start"] : row["end"]])
    return own, row if own == record else row | {"fact": parted_fact(row["fact"])}


def _counting(relation: str, there: Collection[int]) -> dict[int, int]:
    """For each record the one that its rows count for: itself, or the one that it is a duplicate of now."""
    if relation == "tenure":
        return standing_tenures(there)
    model = {"actor": Actor, "meeting": Meeting, "initiative": Initiative}[relation]
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
            post = record.own_post or record.post
            return {
                "person": own_pk(record, "person"), "term": record.term, "title": post.title,
                "body": own_pk(post, "body") if post.body_id else None, "slug": post.slug,
            }  # fmt: skip
    return {"slug": record.slug, "kind": record.kind, "name": record.name, "status": record.status}


def _rows(told: Iterable[Told], records: Mapping[int, int]) -> Iterable[tuple[int, Told]]:
    return ((records[each["record"]], row) for each in told if each["record"] in records for row in each["rows"])


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
