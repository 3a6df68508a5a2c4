"""Which series the name of a meeting puts it in, and as which of its occurrences."""

from __future__ import annotations

import pytest

from articles.identity.series import best_title, read_series

SUMMIT = "ASEAN Summit"
FORUM = "ASEAN-Russia Business Forum"
SENIOR = "ASEAN-Russia Senior Officials’ Meeting"
CONSULTATION = "Vietnam–Russia political consultation"


@pytest.mark.parametrize(
    ("name", "title", "ordinal"),
    [
        ("40th ASEAN Summit", SUMMIT, 40),
        ("fortieth ASEAN Summit", SUMMIT, 40),
        ("ASEAN Summit 2022", SUMMIT, None),
        ("the 47th ASEAN Summit and Related Summits", SUMMIT, 47),
        # two occasions in one name have no one number
        ("40th and 41st ASEAN Summits", "ASEAN Summits", None),
        ("17th East Asia Summit (EAS)", "East Asia Summit", 17),
        ("XVI BRICS Summit", "BRICS Summit", 16),
        ("twenty-first ASEAN-Russia Business Forum", FORUM, 21),
        ("inaugural ASEAN-Russia Business Forum", FORUM, 1),
        ("the 3rd Vietnam–Russia political consultation", CONSULTATION, 3),
        ("third round of the Vietnam–Russia political consultation", CONSULTATION, 3),
        ("Shangri-La Dialogue 2023", "Shangri-La Dialogue", None),
    ],
)
def test_series_is_what_a_name_says_beside_number_and_year(name: str, title: str, ordinal: int | None) -> None:
    told = read_series(name)
    assert told is not None
    assert (told.title, told.ordinal) == (title, ordinal)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("17th ASEAN-Russia Senior Officials’ Meeting", "19th Russia-ASEAN Senior Official Meeting"),
        ("3rd Vietnam–Russia political consultation", "second Vietnamese-Russian Political Consultation"),
        ("17th East Asia Summit", "EAS 2022"),
        ("40th ASEAN Summit", "40th and 41st ASEAN Summits"),
        ("ASEAN-U.S. Maritime Exercise", "Maritime Exercise of ASEAN and the United States"),
    ],
)
def test_series_of_two_wordings_are_one(one: str, other: str) -> None:
    first, second = read_series(one), read_series(other)
    assert first is not None and second is not None
    assert first.key == second.key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ASEAN Summit", "Russia-ASEAN Summit"),
        ("ASEAN Foreign Ministers' Meeting", "ASEAN Foreign Ministers' Retreat"),
        ("ASEAN-Russia Summit", "Special ASEAN-Russia Summit"),
        ("AEM-India Consultations", "AEM-Russia Consultations"),
    ],
)
def test_series_of_two_names_stay_apart(one: str, other: str) -> None:
    first, second = read_series(one), read_series(other)
    assert first is not None and second is not None
    assert first.key != second.key


@pytest.mark.parametrize(
    "name", ["", "2nd Summit", "Foreign Ministers' Meeting", "50th anniversary of ASEAN-India ties"]
)
def test_series_is_none_where_a_name_is_too_general(name: str) -> None:
    assert read_series(name) is None


def test_series_bears_the_wording_that_most_occurrences_have_but_not_in_capitals() -> None:
    assert best_title(["LEADERS' RETREAT", "LEADERS' RETREAT", "Leaders' Retreat"]) == "Leaders' Retreat"
    assert best_title(["ASEAN-Russia summit", "Russia-ASEAN Summit", "ASEAN-Russia summit"]) == "ASEAN-Russia summit"
