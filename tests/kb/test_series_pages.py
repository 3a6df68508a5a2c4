"""Series of meetings on their pages: the list with its facets, and one series with its occurrences in order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from kb.models import Actor, Meeting, ReviewState, Series
from kb.occurrences import Gap, in_order, next_coming, next_to, recurs, with_gaps
from tests.kb.rows import a_meeting, an_actor, an_article, tells, value

pytestmark = pytest.mark.django_db
NAME = "ASEAN-Russia Summit"


def a_series(name: str = NAME, **fields: Any) -> Series:
    return Series.objects.create(name=name, key=name.casefold(), slug=name.casefold().replace(" ", "-"), **fields)


def occurrence(series: Series, day: str, ordinal: int | None = None, *people: Actor, **fields: Any) -> Meeting:
    name = f"{ordinal}. {series.name}" if ordinal else series.name
    return a_meeting(*people, kind="summit", name=name, day=day, series=series, ordinal=ordinal, **fields)


@pytest.fixture
def series() -> Series:
    """Numbers 1, 2 and 5 of six; one without a number, one to come, one without a day."""
    found = a_series()
    russia, lim = an_actor("Russia", "country"), an_actor("Lim Jock Hoi")
    occurrence(found, "2015-03", 2, russia)
    occurrence(found, "2018-05-18", 5, russia, lim)
    malaysia = an_actor("Malaysia", "country")
    occurrence(found, "2005-12-13", 1, malaysia, host=malaysia)
    occurrence(found, "2016-05-20", None, lim)
    occurrence(found, f"{localdate().year + 1}", 6, status="planned")
    occurrence(found, "", None)
    return found


def shape(lines: list[Any]) -> list[Any]:
    return [(line.first, line.last, line.unnumbered) if isinstance(line, Gap) else line.ordinal for line in lines]


def test_occurrences_stand_in_order_with_the_numbers_that_are_missing(series: Series) -> None:
    ordered = in_order(series.meetings.order_by("-pk"))
    assert shape(with_gaps(ordered)) == [1, 2, None, (3, 4, 1), 5, 6, None]


def test_occurrences_without_a_day_stand_where_their_number_puts_them() -> None:
    series = a_series()
    for day, ordinal in (("", 4), ("2010", 3), ("2020", 5), ("", 1)):
        occurrence(series, day, ordinal)
    ordered = in_order(series.meetings.all())
    assert [meeting.ordinal for meeting in ordered] == [1, 3, 4, 5]
    assert [each and each.ordinal for each in next_to(ordered, ordered[1])] == [1, 4]
    assert next_to(ordered, ordered[0])[0] is None and next_to(ordered, ordered[3])[1] is None


@pytest.mark.parametrize(
    ("days", "ordinals", "so"),
    [
        (["2020", "2021"], [None, None], True),
        (["2020-01-02", "2020-11-02"], [None, None], False),
        (["2020"], [None], False),
        (["2020"], [7], True),
    ],
)
def test_series_recur_by_number_or_by_year(days: list[str], ordinals: list[int | None], so: bool) -> None:
    series = a_series()
    for day, ordinal in zip(days, ordinals, strict=True):
        occurrence(series, day, ordinal)
    assert recurs(list(series.meetings.all())) is so
    assert Series.objects.visible().recurring().exists() is so


def test_series_page_shows_order_gaps_hosts_participants_and_the_next_one(
    client: Client, series: Series, django_assert_num_queries: Any
) -> None:
    meeting = series.meetings.get(ordinal=5)
    article = an_article("The 5. ASEAN-Russia Summit was held in Singapore.")
    tells(article, meeting, article.text, name=value(article, meeting.name, "5. ASEAN-Russia Summit"))
    client.get(series.get_absolute_url())  # what Django remembers of its content types is asked once a process
    with django_assert_num_queries(7):
        response = client.get(series.get_absolute_url())
    shown = response.content.decode()
    assert shape(response.context["lines"]) == [6, 5, (3, 4, 1), None, 2, 1, None]
    assert response.context["coming"] == series.meetings.get(ordinal=6)
    assert [(actor.name, actor.number) for actor in response.context["who"]] == [
        ("Lim Jock Hoi", 2), ("Russia", 2), ("Malaysia", 1),
    ]  # fmt: skip
    assert [actor.name for actor in response.context["hosts"]] == ["Malaysia"]
    assert "The 3rd to 4th are not in the texts; 1 below has no number." in shown
    assert "6 occurrences in the texts" in shown and "numbered from the 1st to the 6th" in shown
    assert f'href="{article.get_absolute_url()}#' in shown
    assert f"{reverse('kb:meetings-ics')}?series={series.slug}" in shown


def test_series_page_keeps_the_filters_of_meetings(client: Client, series: Series) -> None:
    listed = client.get("/series/?country=malaysia&coming=on&sort=name").content.decode()
    assert f'href="{series.get_absolute_url()}?country=malaysia"' in listed or "No series fits" in listed
    page = client.get(f"{series.get_absolute_url()}?actor=malaysia&series=other&page=2")
    shown = page.content.decode()
    assert len(page.context["lines"]) == 1 and "not in the texts" not in shown
    for view in ("/meetings/", "/timeline/", "/map/"):
        assert f'href="{view}?actor=malaysia&amp;series={series.slug}"' in shown
    assert "Remove the filter" in shown and 'href="?"' in shown


def test_series_list_counts_and_narrows(client: Client, series: Series, django_assert_num_queries: Any) -> None:
    other = a_series("Trade Forum")
    for day in ("2020", "2021"):
        occurrence(other, day, None, an_actor("Peru", "country"))
    a_series("Told once").meetings.set([a_meeting(name="Told once")])
    with django_assert_num_queries(9):
        response = client.get(reverse("kb:series-list"))
    assert [(row.name, row.meeting_count, row.last_ordinal) for row in response.context["object_list"]] == [
        (NAME, 6, 6), ("Trade Forum", 2, None),
    ]  # fmt: skip
    years = response.context["facets"]["year"]
    assert {option.value: option.count for option in [*years.first, *years.rest]}["2021"] == 1
    for query, names in (
        ("q=russ", [NAME]),
        ("q=once", []),
        ("q=once&all=on", ["Told once"]),
        ("actor=lim-jock-hoi", [NAME]),
        ("country=peru", ["Trade Forum"]),
        ("year=2020", ["Trade Forum"]),
        ("kind=summit&kind=call", [NAME, "Trade Forum"]),
        ("kind=call", []),
        ("coming=on", [NAME]),
        ("year=nonsense", [NAME, "Trade Forum"]),
    ):
        found = client.get(f"{reverse('kb:series-list')}?{query}").context["object_list"]
        assert [row.name for row in found] == names, query
    assert b"ASEAN-Russia Summit,6,6" in b"".join(client.get(reverse("kb:series-csv")).streaming_content)


def test_series_names_the_neighbours_on_the_page_of_a_meeting(client: Client, series: Series) -> None:
    shown = client.get(series.meetings.get(ordinal=5).get_absolute_url())
    place = shown.context["in_series"]
    assert (place["previous"].ordinal, place["next"].ordinal) == (None, 6)
    assert "5th of the series" in shown.content.decode()
    assert f"{localdate().year + 1} (planned)" in shown.content.decode().replace("</time>", "").replace("</span>", "")
    alone = a_meeting(name="Told once", series=a_series("Told once"))
    assert client.get(alone.get_absolute_url()).context["in_series"] is None


def test_series_is_found_by_the_search_and_suggested(client: Client, series: Series) -> None:
    found = client.get(reverse("kb:search"), {"q": "asean summit"}).content.decode()
    assert f'href="{series.get_absolute_url()}"' in found
    assert series.get_absolute_url() in client.get(reverse("kb:suggest"), {"q": "asean-ru"}).content.decode()
    assert (
        f'href="{series.get_absolute_url()}"'
        not in client.get(reverse("kb:search"), {"q": "x -asean"}).content.decode()
    )


def test_series_narrows_meetings_in_every_view(client: Client, series: Series) -> None:
    a_meeting(name="Another")
    response = client.get(reverse("kb:meetings"), {"series": series.slug})
    assert response.context["page_obj"].paginator.count == 6
    assert [(chip.label, chip.value) for chip in response.context["chips"]] == [("Series", NAME)]
    assert client.get(reverse("kb:meeting-timeline"), {"series": series.slug}).context["number"] == 6


def test_series_that_was_rejected_is_out_of_sight_and_one_that_is_another_leads_there(
    client: Client, series: Series
) -> None:
    double = a_series("Another name", merged_into=series)
    response = client.get(double.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, series.get_absolute_url())
    Series.objects.filter(pk=series.pk).update(review=ReviewState.REJECTED)
    assert client.get(series.get_absolute_url()).status_code == 404
    assert client.get(series.meetings.get(ordinal=5).get_absolute_url()).context["in_series"] is None


def test_admin_of_series_renames_joins_and_parts(client: Client, series: Series) -> None:
    client.force_login(User.objects.create_superuser("anna"))
    double = a_series("Double", merged_into=None)
    form = reverse("admin:kb_series_change", args=[double.pk])
    data = {"name": "Double of it", "review": "machine", "note": "", "why": "one summit", "same_as": series.pk}
    assert client.post(form, data).status_code == 302
    double.refresh_from_db()
    assert (double.name, double.merged_into, double.decided_fields()) == ("Double of it", series, {"name"})
    assert double.history.first().history_change_reason == "one summit"
    assert client.post(form, data | {"same_as": ""}).status_code == 302
    double.refresh_from_db()
    assert double.merged_into is None
    assert client.post(form, data | {"same_as": double.pk}).status_code == 200
    assert client.get(reverse("admin:kb_series_changelist")).status_code == 200
    assert NAME in client.get(reverse("admin:kb_series_changelist")).content.decode()


def test_occurrences_announced_without_a_day_are_over_when_their_number_is() -> None:
    series = a_series()
    occurrence(series, "", 51, status="planned")
    meetings = series.meetings.all()
    assert next_coming(meetings, date(2026, 11, 23)) == series.meetings.get()
    occurrence(series, "2022-08", 55, status="planned")
    assert next_coming(meetings.all(), date(2022, 2, 17)).ordinal == 55
    assert next_coming(meetings.all(), date(2026, 11, 23)) is None
    unnumbered = occurrence(series, "", None, status="planned")
    assert next_coming(meetings.all(), date(2026, 11, 23)) == unnumbered
    higher = occurrence(series, "", 56, status="planned")
    assert next_coming(meetings.filter(ordinal__gt=0), date(2026, 11, 23)) == higher
    assert next_coming(meetings.filter(ordinal__gt=0), date(2022, 2, 17)).ordinal == 55
