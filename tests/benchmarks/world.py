"""A world of news for measurements: who meets whom, year after year, and what some hundred thousand articles say of it.

Everything follows from numbers, so that any article can be told without those before it. Ten articles appear a day.
States and organisations are those of the gazetteers, the first of them in the news far more often than the last
(1 / rank). Each state has five offices whose holders change, and so thousands of persons come and go. Every day five
meetings are held; most articles tell of one that is held or announced these days, some look back. A quarter of the
meetings are of yearly series with a number in their name. One agreement is signed every other day, under a name made
of few common words; articles tell of those of their own sides, the new ones mostly, the great ones for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from random import Random
from typing import TypeVar

from kb.gazetteers import read_countries, read_organisations
from kb.gazetteers.seeds import SeedActor, seed_actors

Thing = TypeVar("Thing")
FIRST_DAY = date(1992, 1, 1)
ARTICLES_A_DAY = 10
MEETINGS_A_DAY = 5
#: so many years before the first day a series may have begun
LONGEST_SERIES = 30
#: days between two agreements that are signed
SIGNED_EVERY = 2
#: so many days after its signature an agreement is told of half as often
HALF_TOLD = 250

PROMINENT = "RU CN US VN JP IN DE FR GB ID TR IR KR UA SG TH MY PH LA KH MM AU BR EG SA PK KZ UZ BY CU".split()
OFFICES = ("President", "Prime Minister", "Foreign Minister", "Defence Minister", "Trade Minister")
FORUMS = tuple(f"organisation:{key}" for key in "ASEAN EU UN SCO EAEU BRICS APEC NATO".split())
PLACES = ("Moscow", "Beijing", "Hanoi", "Tokyo", "New Delhi", "Berlin", "Paris", "London", "Jakarta", "Geneva",
          "Vienna", "Bangkok", "Singapore", "Kuala Lumpur", "Manila", "Vientiane", "Phnom Penh", "Astana",
          "Cairo")  # fmt: skip
GIVEN = """Sergei/Sergey Andrei/Andrey Dmitry/Dmitri Yevgeny/Evgeny Alexei/Alexey Anna Maria Ivan Viktor Olga Wei Ming
Li Jun Hiroshi Kenji Akira Anil Rajesh Sunita Priya Hans Peter Klaus Angela Marie Jean Pierre Luc John Mary David Susan
Budi Retno Joko Siti Ahmed/Ahmad Hassan/Hasan Ali Fatima Omar Yusuf/Youssef Carlos Luis Ana Pedro Minh Nam Linh Thuy
Somchai Niran Aung Thiha Bounmy Khamphone Sok Dara Kofi Ama Kwame Chidi Ngozi Tariq Bilal Nursultan Aigul""".split()
FAMILY_HEADS = "Ab Bel Cor Dan Er Fal Gor Hal Iv Jar Kar Lam Mar Nor Ol Pav Qar Ros Sam Tar Ul Val Wol Yan Zim".split()
FAMILY_TAILS = "aro ben cher dov enko fin gal hara insky jan kov lund man nov oto pov rin san tev uz ver".split()
FAMILY_TAILS += ["wan", "xen"]
TOPICS = """trade energy defence investment education science tourism security health culture transport agriculture
technology water climate finance customs labour environment fisheries space nuclear oil gas rail aviation ports visa
extradition border terrorism cybersecurity drugs forests tariffs railways cotton coal satellites vaccines""".split()
HEADS = (("agreement", "agreement on {}"), ("agreement", "memorandum of understanding on {}"),
         ("agreement", "{} agreement"), ("plan", "plan of action on {}"), ("plan", "{} roadmap"),
         ("agreement", "joint statement on {}"), ("programme", "{} cooperation programme"),
         ("mechanism", "dialogue on {}"), ("project", "joint {} project"))  # fmt: skip
PARTNERSHIPS = ("strategic partnership", "comprehensive strategic partnership", "comprehensive partnership")
SERIES = ("Intergovernmental Commission on {} Cooperation", "Dialogue on {}", "{} Forum")
#: agreements of many that articles tell of for ever
GREAT = ("Paris Agreement", "Code of Conduct in the South China Sea", "Treaty of Amity and Cooperation",
         "Belt and Road Initiative", "Minsk agreements", "Regional Comprehensive Economic Partnership")  # fmt: skip


@dataclass(frozen=True)
class Person:
    """An office holder: `name` in two spellings, his office, and the key of the state that it is of."""

    name: str
    other_spelling: str
    office: str
    state: str


@dataclass(frozen=True)
class Occasion:
    """A meeting as it was: everything that articles may say of it. `sides` are keys of the gazetteers."""

    number: int
    kind: str
    name: str | None
    day: date
    place: str
    sides: tuple[str, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True)
class Accord:
    """An agreement, plan or partnership as it was."""

    number: int
    kind: str
    name: str
    sides: tuple[str, ...]
    signed: date | None


@cache
def seeds() -> dict[str, SeedActor]:
    """The actors of the gazetteers by key."""
    return {seed.key: seed for seed in seed_actors(read_countries(), read_organisations())}


@cache
def states() -> tuple[str, ...]:
    """Keys of states, the most prominent first."""
    first = [f"country:{code}" for code in PROMINENT]
    return (*first, *(key for key, seed in seeds().items() if seed.kind == "country" and key not in first))


@cache
def _harmonic(length: int) -> tuple[float, ...]:
    sums, total = [], 0.0
    for rank in range(1, length + 1):
        total += 1 / rank
        sums.append(total)
    return tuple(sums)


def zipf(chance: Random, things: Sequence[Thing]) -> Thing:
    """One of the things, the n-th of them with a chance of 1 / n."""
    return chance.choices(things, cum_weights=_harmonic(len(things)))[0]


@lru_cache(maxsize=100_000)
def holder(state: str, office: str, day: date) -> Person:
    """Who has the office on that day: terms are of four years, and begin in each office on another day."""
    phase = Random(f"{state}{office}").randrange(1461)
    chance = Random(f"{state}{office}{(day.toordinal() + phase) // 1461}")
    given, _, other = chance.choice(GIVEN).partition("/")
    family = f"{chance.choice(FAMILY_HEADS)}{chance.choice(FAMILY_HEADS).lower()}{chance.choice(FAMILY_TAILS)}"
    return Person(f"{given} {family}", f"{other or given} {family}", office, state)


@lru_cache(maxsize=20_000)
def occasion(number: int) -> Occasion:
    """The meeting of that number; those of a day have five numbers in a row."""
    chance = Random(number)
    day = FIRST_DAY + timedelta(days=number // MEETINGS_A_DAY)
    one = zipf(chance, states())
    other = zipf(chance, FORUMS) if chance.random() < 0.2 else zipf(chance, [s for s in states() if s != one])
    offices = chance.sample(OFFICES, 2)
    people = [holder(one, offices[0], day)]
    if other.startswith("country:"):
        people.append(holder(other, chance.choice(offices), day))
    name, kind = None, chance.choice(("talks", "talks", "visit", "call", "summit", "ministerial", "consultation"))
    if chance.random() < 0.25:
        kind = "consultation"
        series = chance.choice(SERIES).format(zipf(chance, TOPICS).title())
        since = Random(f"{one}{other}{series}").randrange(FIRST_DAY.year - LONGEST_SERIES, FIRST_DAY.year)
        name = f"{day.year - since}th {seeds()[one].name}-{seeds()[other].name} {series}"
    return Occasion(number, kind, name, day, zipf(chance, PLACES), (one, other), tuple(people))


@lru_cache(maxsize=50_000)
def accord(number: int) -> Accord:
    """The agreement of that number, signed every other day; negative numbers are those that stay."""
    chance = Random(1_000_000 + number)
    if number < 0:
        name = GREAT[-number - 1]
        kind = "partnership" if "Partnership" in name else "agreement"
        return Accord(number, kind, name, ("organisation:ASEAN",), None)
    one = zipf(chance, states())
    other = zipf(chance, FORUMS) if chance.random() < 0.15 else zipf(chance, [s for s in states() if s != one])
    kind, pattern = chance.choice(HEADS)
    words = " and ".join(dict.fromkeys(zipf(chance, TOPICS) for _ in range(chance.choice((1, 2, 2, 3)))))
    signed = FIRST_DAY + timedelta(days=number * SIGNED_EVERY)
    return Accord(number, kind, pattern.format(words), (one, other), signed)


def partnership(one: str, other: str) -> Accord:
    """What two states call their relations, from the first day on."""
    one, other = sorted((one, other))
    chance = Random(f"{one}{other}")
    return Accord(hash_of(one, other), "partnership", chance.choice(PARTNERSHIPS), (one, other), None)


def hash_of(*words: str) -> int:
    """A number below all others for what has no number of its own."""
    return -1000 - Random("|".join(words)).getrandbits(40)


@dataclass(frozen=True)
class News:
    """What an article tells: meetings with the status and date that it gives them, agreements with their status."""

    number: int
    published: date
    meetings: tuple[tuple[Occasion, str, str | None], ...]
    accords: tuple[tuple[Accord, str, str | None], ...]


def news(number: int) -> News:
    """The article of that number."""
    chance = Random(7_000_000 + number)
    published = FIRST_DAY + timedelta(days=number // ARTICLES_A_DAY)
    told = [_met(chance, published) for _ in range(chance.choice((1, 1, 2)))]
    told = list({each[0].number: each for each in told}.values())
    agreed = [_agreed(chance, published, told[0][0]) for _ in range(chance.choice((0, 1, 1)))]
    return News(number, published, tuple(told), tuple(each for each in agreed if each))


def _met(chance: Random, published: date) -> tuple[Occasion, str, str | None]:
    """A meeting of today or yesterday, of the next two weeks, or of the past year."""
    what, today = chance.random(), (published - FIRST_DAY).days * MEETINGS_A_DAY
    spread = chance.randrange(MEETINGS_A_DAY)
    if what < 0.6:
        found, status = occasion(max(0, today - MEETINGS_A_DAY * chance.choice((0, 0, 1))) + spread), "held"
    elif what < 0.85:
        found, status = occasion(today + MEETINGS_A_DAY * chance.randrange(1, 15) + spread), "planned"
    else:
        found, status = occasion(max(0, today - MEETINGS_A_DAY * chance.randrange(2, 365)) + spread), "held"
    exact = found.day.isoformat()
    return found, status, chance.choice((exact, exact, exact, exact[:7] if what >= 0.6 else exact))


def _agreed(chance: Random, published: date, met: Occasion) -> tuple[Accord, str, str | None] | None:
    """The partnership of the two that meet, a recent agreement, or one of those that stay."""
    what = chance.random()
    if what < 0.25 and met.sides[1].startswith("country:"):
        return partnership(*met.sides), "ongoing", None
    if what < 0.35:
        return accord(-1 - GREAT.index(zipf(chance, GREAT))), "ongoing", None
    age = int(chance.expovariate(0.7 / HALF_TOLD))
    found = accord(max(0, (published - FIRST_DAY).days - age) // SIGNED_EVERY)
    new = age < SIGNED_EVERY * 3
    return found, "signed" if new else "ongoing", found.signed.isoformat() if new and found.signed else None
