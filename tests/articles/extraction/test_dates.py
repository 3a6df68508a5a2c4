"""The grammar of dates."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from articles.extraction.dates import DateMention, find_dates
from articles.extraction.dates.reading import Rule, RuleBook
from articles.extraction.pipeline import load_pipeline
from kb.edtf import read_edtf

NLP = spacy.blank("en")
#: The share of phrases that a tree misread by the analyser may spoil.
MOST_MISREAD = 0.02
MONDAY = date(2020, 2, 3)


@pytest.fixture(scope="module")
def analyser() -> Language:
    return load_pipeline()


def dates_of(text: str, published: date | None = MONDAY, *, narrative: bool | None = None) -> list[DateMention]:
    return find_dates(NLP(text), published=published, narrative=narrative)


def edtf_of(text: str, published: date | None = MONDAY, *, narrative: bool | None = None) -> str:
    return " ".join(mention.edtf or "none" for mention in dates_of(text, published, narrative=narrative))


def words_of(text: str) -> list[str]:
    return [text[mention.start_char : mention.end_char] for mention in dates_of(text)]


def _table(name: str) -> list[tuple[str, str, str]]:
    """The rows of a table of phrases: day of publication, words, dates."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    table = csv.reader(rows[1:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(published, text, dates) for published, text, dates in table]


@pytest.mark.parametrize(("published", "text", "dates"), _table("wire_dates.tsv"))
def test_find_dates_reads_wire_phrases(published: str, text: str, dates: str) -> None:
    assert edtf_of(text, date.fromisoformat(published)) == dates


def _with_seasons(mentions: Iterable[DateMention]) -> str:
    return " ".join(mention.edtf or mention.season or "none" for mention in mentions)


@pytest.mark.parametrize(("published", "text", "dates"), _table("news_dates.tsv"))
def test_find_dates_reads_phrases_of_news(published: str, text: str, dates: str) -> None:
    assert _with_seasons(dates_of(text, date.fromisoformat(published))) == dates


def test_find_dates_reads_them_as_well_with_the_analyser(analyser: Language) -> None:
    rows = [*_table("wire_dates.tsv"), *_table("news_dates.tsv")]
    found = (find_dates(analyser(text), published=date.fromisoformat(published)) for published, text, _ in rows)
    wrong = [
        (text, dates, _with_seasons(mentions))
        for (_, text, dates), mentions in zip(rows, map(list, found), strict=True)
        if dates not in (_with_seasons(mentions), " ".join(mention.edtf or "none" for mention in mentions))
    ]
    # a newly trained analyser may read a sentence otherwise
    assert len(wrong) <= MOST_MISREAD * len(rows), wrong


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on 3 February 2020", "2020-02-03"),
        ("on February 3, 2020", "2020-02-03"),
        ("on Feb. 3, 2020", "2020-02-03"),
        ("on the 3rd of February, 2020", "2020-02-03"),
        ("on the third of February 2020", "2020-02-03"),
        ("on Monday, 3 February 2020", "2020-02-03"),
        ("on Monday (3 February 2020)", "2020-02-03"),
        ("2020-02-03", "2020-02-03"),
        ("2020 February 3", "2020-02-03"),
        ("3.2.2020", "2020-02-03"),
        ("13/02/2020", "2020-02-13"),
        ("02/13/2020", "2020-02-13"),
        ("3-Feb-2020", "2020-02-03"),
        ("FEBRUARY 3, 2020", "2020-02-03"),
        ("February 2020", "2020-02"),
        ("early April 2016", "2016-04"),
        ("mid-April 2016", "2016-04"),
        ("the end of April, 2016", "2016-04"),
        ("the first week of April 2016", "2016-04"),
        ("the first day of April 2016", "2016-04-01"),
        ("mid-2016", "2016"),
        ("late 2016", "2016"),
        ("the year 2016", "2016"),
        ("the 1990s", "1990/1999"),
        ("the early '90s", "1990/1999"),
        ("the nineties", "1990/1999"),
        ("the 19th century", "1801/1900"),
        ("the twenty-first century", "2001/2100"),
        ("the first quarter of 2019", "2019-01/2019-03"),
        ("Q3 2019", "2019-07/2019-09"),
        ("the second half of 2019", "2019-07/2019-12"),
        ("H1 2019", "2019-01/2019-06"),
        ("the first nine months of 2019", "2019-01/2019-09"),
        ("fiscal year 2019", "2019"),
        ("the 2019-2020 financial year", "2019/2020"),
        ("calendar year 2019", "2019"),
        ("Christmas Eve 2019", "2019-12-24"),
        ("Easter Monday 2019", "2019-04-22"),
        ("Thanksgiving 2019", "2019-11-28"),
    ],
)
def test_find_dates_reads_dates_that_say_all_themselves(text: str, edtf: str) -> None:
    assert edtf_of(text, None) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("from 3 to 5 March 2019", "2019-03-03/2019-03-05"),
        ("between 3 and 9 March 2019", "2019-03-03/2019-03-09"),
        ("3–5 March 2019", "2019-03-03/2019-03-05"),
        ("March 3-5, 2019", "2019-03-03/2019-03-05"),
        ("on 16 and 17 March 2019", "2019-03-16/2019-03-17"),
        ("on 16 and 19 March 2019", "2019-03-16 2019-03-19"),
        ("on 16, 17 and 18 March 2019", "2019-03-16/2019-03-18"),
        ("July 30 to August 2, 2019", "2019-07-30/2019-08-02"),
        ("December 30 to January 2, 2019", "2018-12-30/2019-01-02"),
        ("from 1 January to 30 June 2019", "2019-01-01/2019-06-30"),
        ("January to March 2019", "2019-01/2019-03"),
        ("November 2018 to February 2019", "2018-11/2019-02"),
        ("2021-2025", "2021/2025"),
        ("2016–2020", "2016/2020"),
        ("2016-20", "2016/2020"),
        ("2004-05", "2004/2005"),
        ("2019/20", "2019/2020"),
        ("between 2016 and 2020", "2016/2020"),
        ("from 2016 to 2020", "2016/2020"),
        ("late 2018 to mid-2019", "2018/2019"),
        ("in March and May 2018", "2018-03 2018-05"),
        ("on 3 March and 5 May 2018", "2018-03-03 2018-05-05"),
    ],
)
def test_find_dates_reads_stretches_and_lists(text: str, edtf: str) -> None:
    assert edtf_of(text, None) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They met today.", "2020-02-03"),
        ("They spoke last night.", "2020-02-02"),
        ("They met the day before yesterday.", "2020-02-01"),
        ("They met on Monday.", "2020-02-03"),
        ("They meet next Monday.", "2020-02-10"),
        ("They met last Monday.", "2020-01-27"),
        ("They will meet this Friday.", "2020-02-07"),
        ("They met last week.", "2020-01-27/2020-02-02"),
        ("They met last weekend.", "2020-02-01/2020-02-02"),
        ("They will meet this weekend.", "2020-02-08/2020-02-09"),
        ("They met last month.", "2020-01"),
        ("They met in the last quarter of last year.", "2019-10/2019-12"),
        ("Trade grew last quarter.", "2019-10/2019-12"),
        ("Trade grew last year.", "2019"),
        ("Trade grew last decade.", "2010/2019"),
        ("Trade will grow in the coming year.", "2021"),
        ("It is due later this month.", "2020-02"),
        ("It is due early next year.", "2021"),
        ("They met two days ago.", "2020-02-01"),
        ("They met three weeks ago.", "2020-01-13/2020-01-19"),
        ("They met half a year ago.", "2019-08"),
        ("It was agreed a quarter of a century ago.", "none"),
        ("It was agreed a quarter-century ago.", "none"),
        ("It was agreed nearly three quarters of a century ago.", "none"),
        ("It was agreed half a century ago.", "none"),
        ("It was agreed half-century ago.", "none"),
        ("They met ten years ago.", "2010"),
        ("They met a few weeks ago.", "none"),
        ("They will meet in ten days' time.", "2020-02-13"),
        ("They will meet in two weeks.", "2020-02-17/2020-02-23"),
        ("They will meet in the coming days.", "none"),
        ("They have met often in recent weeks.", "none"),
        ("They will meet this summer.", "none"),
        ("They met in spring 2019.", "none"),
        ("It was signed two years ago today.", "2018-02-03"),
        ("They will meet on Friday next week.", "2020-02-14"),
        ("They will sign by the end of the year.", "2020"),
        ("They met on 03/02/2020.", "none"),
    ],
)
def test_find_dates_counts_from_publication(text: str, edtf: str) -> None:
    assert edtf_of(text) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They met on Friday. The same day they signed it.", "2020-01-31 2020-01-31"),
        ("They met on Friday. The following day they signed it.", "2020-01-31 2020-02-01"),
        ("They met on Friday. Two days later they signed it.", "2020-01-31 2020-02-02"),
        ("They met on October 9, 2018. A month earlier they had spoken.", "2018-10-09 2018-09"),
        ("They met in May 2018. In June of that year they signed it.", "2018-05 2018-06"),
        ("They met on 5 May 2018, and again the following Friday.", "2018-05-05 2018-05-11"),
        ("They met on Friday, it said on Sunday. The next day they left.", "2020-01-31 2020-02-02 2020-02-01"),
        ("They met from 28 to 30 January. On the second day they signed it.", "2020-01-28/2020-01-30 2020-01-29"),
        ("A visit took place in Rome. On the second day they signed it.", ""),
        ("Three days before Friday's ceremony they met.", "2020-01-28"),
        ("The day after tomorrow's talks they leave.", "2020-02-05"),
    ],
)
def test_find_dates_counts_from_the_event_told(text: str, edtf: str) -> None:
    assert edtf_of(text) == edtf


@pytest.mark.parametrize(
    "text",
    [
        "2,000 troops and 1500 men crossed the river, and 2000 soldiers followed",
        "UN Security Council Resolution 2231 and resolutions 1718 and 1874",
        "Agenda 2030, Vision 2030, COP28, the G20 and the 1540 Committee",
        "the 1967 lines; 2000 GMT; $ 2000; Article 1950; some 1900",
        "You may go, and they march on. May they march!",
        "Theresa May told him so, and the Long March began",
        "the second session, the 25th session and the 18th summit",
        "the sun sat low, and he wed her",
        "for three years, over the past five years, within two weeks of the vote",
        "every Monday, each March and on Mondays",
        "Bloody Sunday, the Good Friday Agreement and Christmas Island",
        "the 21st Century Maritime Silk Road",
        "a spring of water, a fall of 20 percent",
        "10:30 a.m., 5 pm, 24/7",
        "to this day, at the present day, in the last year and a half",
    ],
)
def test_find_dates_leaves_other_words_alone(text: str) -> None:
    assert words_of(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He met her on Monday morning.", ["Monday morning"]),
        ("for the first time since 2014", ["2014"]),
        ("the mid-2016 talks", ["mid-2016"]),
        ("the pre-2014 borders", ["2014"]),
        ("from 3 to 5 March", ["3 to 5 March"]),
        ("by the end of the year", ["the end of the year"]),
        ("the 2008 Olympics", ["2008"]),
        ("on Thursday\nafternoon", ["Thursday\nafternoon"]),
    ],
)
def test_find_dates_gives_the_words_of_a_date(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("since 2014", "since"),
        ("until May 2021", "until"),
        ("before 2014", "before"),
        ("after May 2019", "after"),
        ("by 2030", "by"),
        ("in 2014", "in"),
        ("the post-2015 agenda", "after"),
    ],
)
def test_find_dates_tells_bounds_from_days(text: str, relation: str) -> None:
    assert [mention.relation for mention in dates_of(text)] == [relation]


def test_find_dates_marks_the_date_of_a_saying() -> None:
    told, event = dates_of("Lavrov said on Monday that Putin will visit Hanoi on Friday.")
    assert (told.report, told.direction, told.edtf) == (True, -1, "2020-02-03")
    assert (event.report, event.direction, event.edtf) == (False, 1, "2020-02-07")


def test_find_dates_gives_the_ends_of_a_stretch() -> None:
    (mention,) = dates_of("from 31 May to 1 June 1916")
    assert [part.edtf for part in mention.parts] == ["1916-05-31", "1916-06-01"]


def test_find_dates_names_a_season_that_has_no_days() -> None:
    (mention,) = dates_of("They will meet this summer.")
    assert (mention.edtf, mention.season, mention.precision) == (None, "2020-22", "season")


@pytest.mark.parametrize(
    "text", ["They met on Monday.", "They met last week.", "in October", "on 5 May", "the first quarter", "this summer"]
)
def test_find_dates_without_publication_leaves_relative_dates_unresolved(text: str) -> None:
    assert [(mention.edtf, mention.relative) for mention in dates_of(text, None)] == [(None, True)]


def test_find_dates_is_surer_of_what_says_all_itself() -> None:
    full, weekday = dates_of("on 5 May 2019, on Friday")
    assert full.confidence > weekday.confidence


HISTORY = (
    "On September 1, 1939, the war began. By early October the campaign was over. In April 1940 the north was "
    "invaded. In June the capital fell. In December 1941 the war spread. In January a declaration was signed. "
    "The following month the city fell. In a book of 2005, a historian told the story of 4 August 1942."
)


def test_find_dates_in_a_narrative_counts_from_the_date_told_last() -> None:
    assert edtf_of(HISTORY, MONDAY, narrative=True) == (
        "1939-09-01 1939-10 1940-04 1940-06 1941-12 1942-01 1942-02 2005 1942-08-04"
    )


LONG_HISTORY = (
    "The dynasty fell in 1911. In 1914 war broke out; in 1917 a second revolution followed. On 3 March 1918 peace was "
    "signed. In 1919 the army marched. In April 1920 it took the city. By 1921 it was over. In June 1922 a treaty "
    "came. In August the last troops left."
)


def test_find_dates_tells_a_history_by_its_years() -> None:
    assert edtf_of(LONG_HISTORY).split()[-2:] == ["1922-06", "1922-08"]
    news = LONG_HISTORY + " A museum of it was opened last week. Next year it will travel."
    assert edtf_of(news).split()[-4:] == ["1922-06", "2019-08", "2020-01-27/2020-02-02", "2021"]


def test_find_dates_in_news_does_not_move_with_the_past() -> None:
    text = "They met in 2014 and in 2016. They had talks on Monday, and in January they spoke by phone."
    assert edtf_of(text) == "2014 2016 2020-02-03 2020-01"


def _parsed(words: list[tuple[str, str, str, int]]) -> Doc:
    """A document of (word, tag, dependency, head), as a trained pipeline gives it."""
    texts, tags, dependencies, heads = zip(*words, strict=True)
    return Doc(NLP.vocab, words=texts, tags=tags, deps=dependencies, heads=heads)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        # the tree tells that 'reached', not 'will', governs the date
        (
            [
                ("They", "PRP", "nsubj", 2),
                ("will", "MD", "aux", 2),
                ("discuss", "VB", "ROOT", 2),
                ("what", "WP", "obj", 6),
                ("envoys", "NNS", "nsubj", 6),
                ("had", "VBD", "aux", 6),
                ("proposed", "VBN", "ccomp", 2),
                ("Friday", "NNP", "obl:tmod", 6),
            ],
            "2020-01-31",
        ),
        (
            [
                ("Talks", "NNS", "nsubj:pass", 5),
                ("on", "IN", "case", 2),
                ("trade", "NN", "nmod", 0),
                ("are", "VBP", "aux:pass", 5),
                ("being", "VBG", "aux:pass", 5),
                ("held", "VBN", "ROOT", 5),
                ("Friday", "NNP", "obl:tmod", 5),
            ],
            "2020-02-07",
        ),
        (
            [
                ("He", "PRP", "nsubj", 1),
                ("agreed", "VBD", "ROOT", 1),
                ("to", "TO", "mark", 3),
                ("come", "VB", "xcomp", 1),
                ("Friday", "NNP", "obl:tmod", 3),
            ],
            "2020-02-07",
        ),
    ],
)
def test_find_dates_follows_the_tree_where_there_is_one(words: list[tuple[str, str, str, int]], edtf: str) -> None:
    assert [mention.edtf for mention in find_dates(_parsed(words), published=MONDAY)] == [edtf]


_PIECES = st.sampled_from(
    "on in the of from to until since between and , - – ( ) . \n \n\n 's last next this that same following first "
    "second 25th 3 05 31 99 2020 1999 1500 May March October Mon Friday today tomorrow week weeks year month ago later "
    "earlier before after early mid late end half quarter Q1 1990s spring Christmas Eve two a few will met said "
    "3/2/2020 2020-02-03 19–20 mid-2016 BC fiscal anniversary century day days".split(" ")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=25).map(" ".join) | st.text(max_size=80), st.none() | st.dates(), st.booleans())
def test_find_dates_keeps_its_word(text: str, published: date | None, narrative: bool) -> None:
    doc = NLP(text)
    mentions = find_dates(doc, published=published, narrative=narrative)
    last = 0
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(doc)
        assert last <= mention.start_char < mention.end_char <= len(text)
        assert doc[mention.start].idx <= mention.start_char
        assert mention.end_char <= doc[mention.end - 1].idx + len(doc[mention.end - 1])
        assert 0 < mention.confidence <= 1
        last = mention.end_char
        if mention.edtf is None:
            assert mention.earliest is None and mention.latest is None
        else:
            read = read_edtf(mention.edtf)
            assert (read.earliest, read.latest) == (mention.earliest, mention.latest)


def test_rule_book_refuses_a_pattern_that_is_none() -> None:
    rule = Rule("wrong", "DAY *", lambda match: None)
    with pytest.raises(ValueError, match="notation of patterns"):
        RuleBook([rule])
