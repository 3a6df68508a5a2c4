"""Full text: words, phrases, exclusions; hostile queries; an index that follows the articles; the place found."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article
from articles.searching import INDEX, drop_index, keep_index, make_index
from articles.snippets import snippet
from kb.citations import mention_html
from kb.searching.terms import read_terms
from tests.kb.rows import an_actor, an_article, tells

pytestmark = pytest.mark.django_db
TEXTS = {
    "trade": "Ministers signed a joint statement on trade. Nguyễn Phú Trọng visited Moscow.",
    "energy": "The minister spoke of energy and trade; no statement was joint.",
    "well": "A well-known U.S. envoy wrote to asean.org of the G20 on 3.5 points & the rest.",
}


@pytest.fixture
def texts() -> None:
    for title, text in TEXTS.items():
        an_article(text, title=title)


def found(typed: str) -> set[str]:
    return set(Article.objects.matching(typed).values_list("title", flat=True))


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("trade", {"trade", "energy"}),
        ("ministers TRADE", {"trade", "energy"}),
        ('"joint statement"', {"trade"}),
        ("“joint statement”", {"trade"}),
        ('"joint statement', {"trade"}),
        ("trade -energy", {"trade"}),
        ('trade -"joint statement"', {"energy"}),
        ("nguyen phu", {"trade"}),
        ("Nguyễn", {"trade"}),
        ("visit", {"trade"}),
        ("well-known", {"well"}),
        ('"well known"', {"well"}),
        ("asean g20", {"well"}),
        ("the", {"energy", "well"}),
        ("energy OR moscow", set()),
        ("trad", set()),
        ("-trade", set()),
        ("((((", set()),
        ("", set()),
    ],
)
def test_searching_finds_words_phrases_and_leaves_out(typed: str, titles: set[str]) -> None:
    assert found(typed) == titles


HOSTILE = [
    '"', '""', '"""', "'", "-", "--", '-"', "*", "tra*", "NEAR(a b)", "title:trade", "{title text}: trade", "^trade",
    "trade AND", "OR", "NOT trade", "a:b", "a & | ! <-> b", "!!trade", "trade:*", "\\", "\\'", "%", "%s", "a;--", "🏛",
    "\u202e", "\ufb01", "ﷺ", "İ", "中文", "x" * 200, "( " * 90, "a'b\"c", "trade) UNION SELECT", "\ud7ff", "\x01",
]  # fmt: skip


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("typed", HOSTILE)
def test_searching_takes_any_query_calmly(typed: str, client: Client) -> None:
    assert found(typed) <= TEXTS.keys()
    assert found(f"trade {typed}") <= TEXTS.keys()
    for address in ("/search/", "/search/suggest/", "/articles/"):
        assert client.get(address, {"q": typed}, follow=True).status_code == 200


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40))
def test_searching_never_fails(typed: str) -> None:
    assert found(typed) == set()
    article = Article(text=f"{typed} trade {typed}")
    assert "trade" in snippet(article, f"trade {typed}")


def test_searching_follows_what_is_written_changed_and_taken_away() -> None:
    article = an_article("They met in Moscow.", title="one")
    assert found("moscow") == {"one"}
    Article.objects.filter(pk=article.pk).update(text="They met in Jakarta.")
    assert (found("moscow"), found("jakarta")) == (set(), {"one"})
    Article.objects.bulk_create([Article(source="two", slug="two", checksum="0", title="two", text="Jakarta again")])
    assert found("jakarta") == {"one", "two"}
    article.delete()
    assert found("jakarta") == {"two"}


def test_searching_index_is_made_of_what_there_is_and_taken_away() -> None:
    an_article("They met in Moscow.", title="one")
    connection.check_constraints()  # PostgreSQL alters no table while a row waits to be checked
    drop_index(connection)
    make_index(connection)
    assert found("moscow") == {"one"}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its index itself")
def test_searching_index_comes_back_when_a_migration_lost_its_triggers() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {INDEX}_insert")
        an_article("They met in Moscow.", title="one")
        assert found("moscow") == set()
        keep_index(connection)
        assert found("moscow") == {"one"}
        cursor.execute(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('integrity-check')")


@pytest.mark.parametrize(
    ("typed", "wanted", "excluded"),
    [
        ('trade "joint  statement" -energy', ["trade", "joint statement"], ["energy"]),
        ("Nguyễn-Phú", ["Nguyen Phu"], []),
        ('-"a b" c-d', ["c d"], ["a b"]),
        ("- & --", [], []),
        ("trade −energy –oil NOT gas", ["trade"], ["energy", "oil", "gas"]),
    ],
)
def test_search_terms_are_read(typed: str, wanted: list[str], excluded: list[str]) -> None:
    terms = read_terms(typed)
    assert ([*map(str, terms.wanted)], [*map(str, terms.excluded)]) == (wanted, excluded)


def test_snippets_show_the_place_with_its_words_marked() -> None:
    text = "Nothing yet. " * 60 + "The Nguyễn <b>ministries</b> signed a joint statement. " + "Then more. " * 40
    shown = snippet(Article(text=text), 'nguyen ministry "joint statement" -x')
    assert shown.startswith("… ") and shown.endswith(" …") and len(shown) < 600
    for words in ("Nguyễn", "ministries", "joint statement"):
        assert f'<span class="found-word">{words}</span>' in shown
    assert "&lt;b&gt;" in shown
    assert snippet(Article(text="Short."), "nothing") == "Short."


def test_search_page_shows_the_place_and_what_was_meant(client: Client) -> None:
    an_article("The foreign ministers of ASEAN signed a joint statement.", title="Signed")
    page = client.get("/search/", {"q": '"joint statement" -energy'}).content.decode()
    assert '<span class="found-word">joint statement</span>' in page and "1 result for" in page
    assert "Add a word that must be there" in client.get("/search/?q=-energy").content.decode()
    lines = client.get("/articles/?q=ministers").content.decode()
    assert '<span class="found-word">ministers</span>' in lines


@pytest.mark.parametrize(
    "head", ["", " date 2020-02-03 ", " date 2020-02-03 Moscow (VNA) – ", "date 2020-02-03\n\nMoscow (VNA) – "]
)
def test_quotes_and_snippets_begin_with_the_report(head: str, client: Client) -> None:
    article = an_article(f"{head}Lavrov met Lim in Moscow. They signed a plan.", title="Talks")
    lavrov = an_actor("Sergey Lavrov")
    row = tells(article, lavrov, "Lavrov")
    assert mention_html(row) == '<span class="value">Lavrov</span> met Lim in Moscow.'
    for typed in ("nothing", "Lavrov", "date", "plan"):
        assert re.sub("<.*?>", "", snippet(article, typed)).startswith("Lavrov met Lim")
    page = client.get(article.get_absolute_url()).content.decode()
    assert "date 2020-02-03" not in page and "signed a plan" in page
