"""An article is known by its web address, too: another text from there is a new version, whatever file it came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.archive import archive_digest, knowledge_digest
from articles.importing.runs import import_articles
from articles.importing.undo import undo_run
from articles.models import Article, EarlierReading, ImportRun, MeetingEvidence, RunStatus
from articles.reading import RawArticle
from kb.models import Meeting
from tests.articles.importing.telling import facts, raw_article

pytestmark = pytest.mark.django_db

PAGE = "https://example.org/news/1"
SAME_PAGE = "http://www.EXAMPLE.org/news/1/?utm_source=feed#top"
HUE: dict[str, Any] = {"text": "Anna Berg met Carl Dahl in Hue.", "who": ["Anna Berg", "Carl Dahl"],
                       "met": [{"place": "Hue"}]}  # fmt: skip
KYIV: dict[str, Any] = {"text": "Anna Berg met Carl Dahl in Kyiv, not in Hue.", "who": ["Anna Berg", "Carl Dahl"],
                        "met": [{"place": "Kyiv"}]}  # fmt: skip
EK: dict[str, Any] = {"text": "Olof Ek met Carl Dahl.", "who": ["Olof Ek", "Carl Dahl"], "met": [{"kind": "call"}]}
TEXTS = (HUE, KYIV, EK)


class Given(NamedTuple):
    """An input: a text by its number, the file that it stands in, its address and its date."""

    text: int
    source: str
    url: str = PAGE
    published: str | None = "2020-02-03"

    def raw(self) -> RawArticle:
        read = raw_article(TEXTS[self.text]["text"], source=self.source, published=self.published, url=self.url)
        # the bytes of a row of a table hold its address
        return replace(read, raw=f"{self.text} {self.url} {self.published}".encode())


def import_all(*inputs: Given, killed_after: int | None = None) -> ImportRun | None:
    """A run of its own; killed after so many inputs."""
    known = {each.raw().text: TEXTS[each.text] for each in inputs}

    def extract(raw: RawArticle) -> Any:
        told = next(told for text, told in known.items() if text == raw.text)
        found = facts(told["text"], raw, **{name: each for name, each in told.items() if name != "text"})
        return replace(found, published=raw.header.published)

    asked = iter(range(len(inputs)))
    summary = import_articles(
        [each.raw() for each in inputs],
        load_extract=lambda: extract,
        pipeline_version="test",
        options={"paths": ["corpus"]},
        stop=lambda: next(asked) == killed_after,
    )
    assert not summary.failures
    return summary.run


def versions() -> list[tuple[int, str, bool]]:
    rows = Article.objects.order_by("guid", "version")
    return [(each.version, each.text.rpartition("2020-02-03 ")[2], each.is_current) for each in rows]


@pytest.mark.parametrize("url", [PAGE, SAME_PAGE])
def test_same_address_with_another_text_is_a_new_version(url: str, client: Client) -> None:
    import_all(Given(0, "monday.jsonl#1"))
    before = knowledge_digest()
    run = import_all(Given(1, "correction.csv#7", url))
    assert versions() == [(1, HUE["text"], False), (2, KYIV["text"], True)]
    assert (run.articles_new, run.articles_changed) == (0, 1) if run else False
    first, second = Article.objects.order_by("version")
    assert {row.article for row in MeetingEvidence.objects.all()} == {second}
    assert [meeting.place.name for meeting in Meeting.objects.all() if meeting.place] == ["Kyiv"]
    assert "in Hue." in client.get(first.get_absolute_url()).content.decode()
    page = client.get(second.get_absolute_url()).content.decode()
    assert first.get_absolute_url() in page
    changes = client.get(f"{second.get_absolute_url()}changes/").content.decode()
    assert "Kyiv" in changes and "monday.jsonl#1" in changes and "correction.csv#7" in changes
    assert run is not None
    undo_run(run)
    assert knowledge_digest() == before


@pytest.mark.parametrize("other", [Given(0, "b.txt", SAME_PAGE), Given(0, "a.txt", PAGE)])
def test_same_address_with_the_same_text_writes_nothing(other: Given) -> None:
    import_all(Given(0, "a.txt"))
    before = archive_digest()
    assert import_all(other) is None
    assert archive_digest() == before


def test_same_address_in_several_runs_has_the_text_of_the_latest() -> None:
    """Of two of one day it is the one imported later: whoever gives it once more gives the corrected one."""
    for text in (1, 0, 2):
        import_all(Given(text, f"{text}.txt"))
    assert versions() == [(1, KYIV["text"], False), (2, HUE["text"], False), (3, EK["text"], True)]


def test_same_address_of_an_earlier_day_is_an_earlier_version() -> None:
    new, old = Given(0, "a.txt", published="2020-03-01"), Given(1, "b.txt", published="2020-02-01")
    import_all(new)
    before = knowledge_digest()
    run = import_all(old)
    assert [(each.version, each.source, each.is_current) for each in Article.objects.order_by("version")] == [
        (1, "b.txt", False), (2, "a.txt", True),
    ]  # fmt: skip
    assert {row.article.source for row in MeetingEvidence.objects.select_related("article")} == {"a.txt"}
    again = archive_digest()
    assert import_all(old) is None and import_all(new) is None
    assert archive_digest() == again
    assert run is not None
    undo_run(run)
    assert knowledge_digest() == before
    Article.objects.all().delete()
    import_all(old)
    import_all(new)
    assert not EarlierReading.objects.exclude(article__source="b.txt").exists()


def test_same_address_of_an_earlier_day_counts_again_when_the_later_goes() -> None:
    run = import_all(Given(0, "a.txt", published="2020-03-01"))
    import_all(Given(1, "b.txt", published="2020-02-01"))
    assert run is not None
    undo_run(run)
    undone = knowledge_digest()
    Article.objects.all().delete()
    import_all(Given(1, "b.txt", published="2020-02-01"))
    assert knowledge_digest() == undone


def test_same_address_whose_row_gets_another_address_is_the_same_article() -> None:
    import_all(Given(0, "wire.csv#7"))
    import_all(Given(1, "wire.csv#7", "https://example.org/news/one"))
    import_all(Given(2, "other.csv#1", "https://example.org/news/one"))
    assert [version for version, *_ in versions()] == [1, 2, 3]


def test_same_address_of_a_text_without_one_before() -> None:
    import_all(Given(0, "wire.csv#7", ""))
    import_all(Given(1, "wire.csv#7"))
    import_all(Given(2, "other.csv#1"))
    assert [(version, current) for version, _, current in versions()] == [(1, False), (2, False), (3, True)]


IN_ONE_RUN = [
    [Given(0, "b.txt"), Given(1, "a.txt")],
    [Given(0, "a.txt"), Given(0, "b.txt", SAME_PAGE), Given(1, "c.txt")],
    [Given(0, "c.txt"), Given(1, "b.txt", published="2020-01-01"), Given(2, "a.txt", published=None)],
    [Given(0, "a.txt", ""), Given(0, "b.txt", "")],
]


@pytest.mark.parametrize("corpus", IN_ONE_RUN)
def test_same_address_in_one_run_ends_the_same_in_any_order(corpus: list[Given]) -> None:
    assert len({known_after(order) for order in permutations(corpus)}) == 1


def known_after(order: Sequence[Given], killed_after: int | None = None) -> str:
    """What is known after an import, which is then forgotten; the same once more writes nothing."""
    with transaction.atomic():
        if killed_after is not None:
            import_all(*order, killed_after=killed_after)
            ImportRun.objects.update(status=RunStatus.FAILED)
        import_all(*order)
        known, before = knowledge_digest(), archive_digest()
        import_all(*order)
        assert archive_digest() == before, "the same corpus twice wrote something"
        transaction.set_rollback(True)
    return known


an_input = st.builds(
    Given,
    text=st.integers(0, 2),
    source=st.sampled_from("abcd"),
    url=st.sampled_from(["", PAGE, SAME_PAGE, "https://example.org/news/2"]),
    published=st.sampled_from([None, "2020-02-03", "2020-01-01"]),
)
corpora = st.lists(an_input, min_size=2, max_size=4, unique_by=lambda each: each.source)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corpora, st.data())
def test_same_address_ends_the_same_in_any_order_and_after_any_interruption(
    corpus: list[Given], data: st.DataObject
) -> None:
    order, killed_after = data.draw(st.permutations(corpus)), data.draw(st.integers(0, len(corpus) - 1))
    assert known_after(corpus) == known_after(order) == known_after(order, killed_after)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(an_input, min_size=2, max_size=5))
def test_same_address_leaves_nothing_of_a_run_that_is_undone(inputs: list[Given]) -> None:
    with transaction.atomic():
        *before, last = inputs
        for each in before:
            import_all(each)
        known = knowledge_digest()
        if run := import_all(last):
            undo_run(run)
        assert knowledge_digest() == known
        transaction.set_rollback(True)
