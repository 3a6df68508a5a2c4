"""What extraction knows beforehand: from the files alone, or as people have mended it in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Prefetch, Q

from articles.extraction.gazetteer import Gazetteer, GazetteerEntry, GazetteerName, KnownPerson, KnownPlace, KnownPost
from kb.gazetteers import PersonRow, read_cities, read_countries, read_organisations, read_persons, read_titles
from kb.gazetteers.seeds import SeedActor, check_persons, main_place_keys, place_countries, seed_actors, seed_places
from kb.models import Actor, ActorName, Decision, NameKind, Place, ReviewState
from kb.names import name_key


def gazetteer_from_files() -> Gazetteer:
    """The gazetteer of a fresh knowledge base; needs no database. Reads all files: keep what it returns."""
    places = place_countries(read_cities())
    return Gazetteer.of(
        (_entry_of_seed(seed) for seed in _seeds()),
        (KnownPlace(text, country) for text, country in places.items()),
        _titles(),
        _persons(),
    )


def gazetteer_from_database() -> Gazetteer:
    """The gazetteer with people's corrections; on a fresh database it equals that of the files.

    In it are the actors of the files and those that people confirmed or named, the names of the files
    and those that people added; nothing that only texts brought, so that the order in which articles
    are imported changes nothing. Rejected actors and names are left out.
    """
    seeds = {seed.key: seed for seed in _seeds()}
    actors = _known_actors()
    keys = {actor.pk: _key(actor) for actor in actors}
    return Gazetteer.of(
        sorted((_entry(actor, seeds.get(keys[actor.pk]), keys) for actor in actors), key=lambda entry: entry.key),
        _known_places(),
        _titles(),
        _persons(),
    )


def _seeds() -> tuple[SeedActor, ...]:
    return seed_actors(read_countries(), read_organisations())


def _titles() -> tuple[str, ...]:
    return tuple(text for row in read_titles() for text in (row.title, *row.variants))


def _title_spellings() -> dict[str, tuple[str, ...]]:
    """Title → the spellings that fit it: those of its line for the line's own, a variant for itself alone."""
    rows = read_titles()
    return {text: (text,) for row in rows for text in row.variants} | {r.title: (r.title, *r.variants) for r in rows}


def _persons() -> tuple[KnownPerson, ...]:
    """Known persons by main name, with the spellings of all their lines."""
    persons, titles = read_persons(), _title_spellings()
    rows: dict[str, list[PersonRow]] = defaultdict(list)
    check_persons(persons, _seeds(), read_titles())
    for row in persons:
        rows[row.name].append(row)
    return tuple(
        KnownPerson(
            name,
            tuple(dict.fromkeys((name, *(text for row in same for text in row.other_names)))),
            tuple(KnownPost(titles[row.title], row.body, row.since, row.until) for row in same),
        )
        for name, same in rows.items()
    )


def _entry_of_seed(seed: SeedActor) -> GazetteerEntry:
    names = tuple(GazetteerName(name.text, name.kind) for name in seed.names)
    return GazetteerEntry(seed.key, seed.kind, seed.name, names, forum=seed.forum, members=tuple(sorted(seed.members)))


def _known_actors() -> list[Actor]:
    named = Decision.objects.filter(content_type__app_label="kb", content_type__model="actor", field="name")
    spelt = ActorName.objects.filter(review=ReviewState.CONFIRMED, kind__in=(NameKind.NAME, NameKind.ACRONYM))
    by_people = Q(review=ReviewState.CONFIRMED) | Q(pk__in=named.values("object_id")) | Q(pk__in=spelt.values("actor"))
    names = Prefetch("names", ActorName.objects.visible(), to_attr="visible_names")
    actors = Actor.objects.visible().filter(by_people | Q(gazetteer_key__isnull=False), undecided=False)
    return list(actors.prefetch_related(names, Prefetch("members", Actor.objects.visible())))


def _key(actor: Actor) -> str:
    """Key of its line in the files, or one that begins with `actor:`."""
    return actor.gazetteer_key or f"actor:{actor.slug}"


def _entry(actor: Actor, seed: SeedActor | None, keys: Mapping[int, str]) -> GazetteerEntry:
    return GazetteerEntry(
        key=keys[actor.pk],
        kind=actor.kind,
        name=actor.name,
        names=_names(actor.visible_names, {name.text for name in seed.names} if seed else set()),
        forum=bool(seed and seed.forum),
        members=tuple(sorted(keys[member.pk] for member in actor.members.all() if member.pk in keys)),
    )


def _names(rows: Iterable[ActorName], from_files: set[str]) -> tuple[GazetteerName, ...]:
    """Names that stand in the files or that a person gave, by text; those of other languages mean others in English."""
    rows = [row for row in rows if row.kind != NameKind.FOREIGN]
    known = [row for row in rows if row.review == ReviewState.CONFIRMED or row.text in from_files]
    return tuple(GazetteerName(row.text, str(row.kind)) for row in sorted(known, key=lambda row: row.text))


def _known_places() -> tuple[KnownPlace, ...]:
    """The files' spellings of cities, with the country that people gave the place; without places they deleted."""
    cities = read_cities()
    main = main_place_keys(cities)
    seeded = {name_key(seed.name): seed.country for seed in seed_places(cities)}
    there = dict(Place.objects.filter(key__in=seeded).values_list("key", "country__gazetteer_key"))
    places = []
    for text, country in place_countries(cities).items():
        key = main[name_key(text)]
        mended = key in there and there[key] != seeded[key]
        if key in there or key not in seeded:
            places.append(KnownPlace(text, there[key] if mended else country))
    return tuple(places)
