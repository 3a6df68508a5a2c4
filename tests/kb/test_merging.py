"""Tests of kb.merging and its pages: what speaks against a merge, what would move, where addresses lead."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from kb.filter_fields import find_actors
from kb.merging.merges import mark_not_same, merge, merge_of, unmerge
from kb.merging.objections import MergeRefused, objections
from kb.merging.preview import preview_merge
from kb.models import Actor, Meeting, Merge, NotSame, Participation, Party, Tenure
from tests.articles.importing.whole_base import rows
from tests.kb.desk import Desk, act
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, an_initiative, tells, value

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The desk, with people's word for what its one sentence does not tell."""
    Participation.objects.update(review="confirmed")
    Party.objects.update(review="confirmed")
    desk.tenure.evidence.update(values={"former": value(desk.article, False, "Foreign Minister")})
    return desk


@pytest.fixture
def lavrow(desk: Desk) -> Actor:
    """The same man under another spelling, in talks of his own."""
    actor = an_actor("Sergej Lavrow")
    article = an_article("Sergej Lavrow met Ann.", title="Other talks")
    meeting = a_meeting(actor, an_actor("Ann"), day="2020-05-05")
    tells(article, actor, "Sergej Lavrow")
    tells(article, meeting, "Sergej Lavrow met Ann.")
    Participation.objects.update(review="confirmed")
    return actor


def merge_page(*records: Any) -> str:
    name = records[0]._meta.model_name
    return f"{reverse(f'admin:kb_{name}_merge')}?{'&'.join(f'record={record.pk}' for record in records)}"


def texts(duplicate: Any, survivor: Any) -> list[str]:
    return [objection.text for objection in objections(duplicate, survivor)]


def test_merging_objects_to_what_cannot_be_one(desk: Desk) -> None:
    person, country = desk.lavrov, an_actor("Laos", "country")
    assert texts(person, country) == ["One is a person, the other a country."]
    assert "never one" in texts(person, desk.meeting)[0]
    assert "into itself" in texts(person, person)[0]
    with pytest.raises(MergeRefused, match="person"):
        merge(person, country)
    merge(person, country, force=True)
    with pytest.raises(MergeRefused, match="merged into"):
        merge(country, person, force=True)
    with pytest.raises(MergeRefused, match="already"):
        merge(person, desk.lim, force=True)


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        ("2020-02-03", "2020-03", 0),
        ("2019-02", "2020-02", 1),
        ("2020", "2020-02-03", 0),
        ("", "2020-02-03", 0),
        ("2022-01-01", "2020-02-03", 1),
    ],
)
def test_merging_objects_to_meetings_of_other_years(one: str, other: str, against: int) -> None:
    assert len(texts(a_meeting(day=one), a_meeting(day=other))) == against
    assert len(texts(an_initiative(day=one), an_initiative(day=other))) == against


def test_merging_objects_to_two_of_the_gazetteer_rejected_ones_and_other_countries(desk: Desk) -> None:
    russia = an_actor("Russia", "country", gazetteer_key="country:RU")
    laos = an_actor("Laos", "country", gazetteer_key="country:LA")
    burma = an_actor("Burma", "country", review="rejected")
    assert "two" in texts(russia, laos)[0]
    assert texts(burma, laos) == ["“Burma” was rejected."]
    assert "merge the other into it" in texts(laos, burma)[1]
    one, other = an_actor("Al Thani", country=russia), an_actor("Al-Thani", country=laos)
    assert texts(one, other) == ["One is of Russia, the other of Laos."]


def test_merging_is_refused_by_what_is_merged_by_now(desk: Desk, lavrow: Actor, editor: User) -> None:
    one, other = (Actor.objects.get(pk=pk) for pk in (desk.lavrov.pk, lavrow.pk))
    merge(lavrow, desk.lavrov, user=editor)
    for duplicate, survivor in ((one, other), (other, one)):
        with pytest.raises(MergeRefused, match="Take that merge back first"):
            merge(duplicate, survivor, user=editor)
    assert Merge.objects.count() == 1


def test_merging_is_refused_where_one_is_gone_by_now(desk: Desk, lavrow: Actor, editor: User) -> None:
    gone = Actor.objects.get(pk=an_actor("Nobody").pk)
    Actor.objects.filter(pk=gone.pk).delete()
    with pytest.raises(MergeRefused, match="in the meantime"):
        merge(lavrow, gone, user=editor)
    assert not Merge.objects.exists()


def test_merging_never_forgets_who_is_not_the_same(desk: Desk, lavrow: Actor, editor: User) -> None:
    said = mark_not_same(lavrow, desk.lavrov, user=editor, reason="brothers")
    assert mark_not_same(desk.lavrov, lavrow) == said
    with pytest.raises(MergeRefused, match="not the same"):
        merge(lavrow, desk.lavrov)
    merge(lavrow, desk.lavrov, force=True)
    with pytest.raises(MergeRefused, match="Take the merge back"):
        mark_not_same(lavrow, desk.lavrov)
    lavrow.refresh_from_db()
    unmerge(lavrow)
    assert NotSame.objects.values_list("pk", "user", "reason").get() == (said.pk, editor.pk, "brothers")
    with pytest.raises(MergeRefused, match="not the same"):
        merge(lavrow, desk.lavrov)


def test_merging_keeps_who_and_why_also_when_it_is_taken_back(desk: Desk, lavrow: Actor, editor: User) -> None:
    merge(lavrow, desk.lavrov, user=editor, reason="same post")
    unmerge(lavrow, user=editor, reason="they met each other")
    undone = Merge.objects.get()
    assert (undone.user, undone.reason, undone.undone_by, undone.undone_reason) == (
        editor, "same post", editor, "they met each other",
    )  # fmt: skip
    assert merge_of(lavrow) is None
    merge(lavrow, desk.lavrov)
    assert Merge.objects.count() == 2
    with pytest.raises(MergeRefused, match="is not merged"):
        unmerge(desk.lim)


def test_merging_preview_says_what_would_move_and_changes_nothing(desk: Desk, lavrow: Actor) -> None:
    twin = a_meeting(desk.lim, an_actor("Bo"), day="2020-02", kind="summit", place="Hue")
    tells(an_article("Bo met Lim."), twin, "Bo met Lim.")
    Participation.objects.update(review="confirmed")
    before = rows()
    preview = preview_merge(lavrow, desk.lavrov)
    assert (preview.moves.sentences, preview.moves.meetings, preview.moves.names) == (1, 1, ["Sergej Lavrow"])
    changes = {change.label: (change.before, change.after) for change in preview_merge(twin, desk.meeting).changes}
    assert rows() == before
    assert "Bo (participant)" in changes["Who takes part"][1]
    assert preview_merge(desk.lavrov, desk.lavrov).impossible


def test_merging_addresses_of_duplicates_lead_to_the_survivor_for_good(
    client: Client, desk: Desk, lavrow: Actor
) -> None:
    merge(lavrow, desk.lavrov)
    answer = client.get(lavrow.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (301, desk.lavrov.get_absolute_url())
    listed = client.get(reverse("kb:meetings"), {"participant": lavrow.slug}).context["page_obj"]
    assert len(listed.object_list) == 2
    assert find_actors("sergej lavrow").first == (desk.lavrov,)
    Actor.objects.filter(pk=desk.lavrov.pk).update(review="rejected")
    assert client.get(lavrow.get_absolute_url()).status_code == 404


def test_merging_pages_show_the_survivor_alone(client: Client, desk: Desk, lavrow: Actor) -> None:
    merge(lavrow, desk.lavrov)
    page = client.get(desk.lavrov.get_absolute_url())
    assert page.context["meeting_count"] == 2 and page.context["article_count"] == 2
    names = [actor.name for actor in client.get(reverse("kb:actors"), {"all": "on"}).context["page_obj"]]
    assert names.count("Sergey Lavrov") == 1 and "Sergej Lavrow" not in names


def test_merging_shows_a_sentence_told_of_both_once(client: Client, desk: Desk) -> None:
    twin = a_meeting(desk.lavrov, desk.lim)
    tells(desk.article, twin, desk.meeting.evidence.get().quote)
    merge(twin, desk.meeting)
    citations = client.get(desk.meeting.get_absolute_url()).context["citations"]
    assert len(citations.all) == 1


def test_merging_on_the_desk_shows_what_moves_then_does_it(
    client: Client, editor: User, desk: Desk, lavrow: Actor
) -> None:
    chosen = client.post(
        reverse("admin:kb_actor_changelist"),
        {"action": "merge_selected", "_selected_action": [lavrow.pk, desk.lavrov.pk]},
    )
    page = client.get(chosen["Location"])
    assert page.status_code == 200 and page.context["previews"][0][0].survivor == desk.lavrov
    data = {"record": [lavrow.pk, desk.lavrov.pk], "survivor": desk.lavrov.pk, "reason": "same man", "merge": "1"}
    done = client.post(reverse("admin:kb_actor_merge"), data, follow=True)
    assert "1 record was merged" in done.content.decode()
    lavrow.refresh_from_db()
    assert lavrow.merged_into == desk.lavrov and merge_of(lavrow).reason == "same man"
    form = client.get(reverse("admin:kb_actor_change", args=[lavrow.pk]))
    assert "read-only" in form.content.decode() and not form.context["has_change_permission"]
    assert lavrow not in client.get(reverse("admin:kb_actor_changelist")).context["cl"].result_list
    client.post(reverse("admin:kb_actor_unmerge", args=[lavrow.pk]), {"reason": "no"})
    lavrow.refresh_from_db()
    assert lavrow.merged_into is None


def test_merging_on_the_desk_is_refused_with_the_reason_or_forced(client: Client, editor: User, desk: Desk) -> None:
    other = a_meeting(desk.lavrov, day="2022-01-01")
    data = {"record": [desk.meeting.pk, other.pk], "survivor": desk.meeting.pk, "merge": "1"}
    refused = client.post(reverse("admin:kb_meeting_merge"), data)
    assert "far apart" in refused.content.decode()
    client.post(reverse("admin:kb_meeting_merge"), data | {"not_same": "1"})
    assert NotSame.objects.get().user == editor
    client.post(reverse("admin:kb_meeting_merge"), data | {"force": "on"})
    assert Meeting.objects.get(pk=other.pk).merged_into == desk.meeting


def test_merging_several_on_the_desk_does_all_or_nothing(client: Client, editor: User, desk: Desk) -> None:
    like, other = a_meeting(desk.lavrov, day=desk.meeting.date_edtf), a_meeting(desk.lavrov, day="2022-01-01")
    data = {"record": [desk.meeting.pk, like.pk, other.pk], "survivor": desk.meeting.pk, "merge": "1"}
    assert "far apart" in client.post(reverse("admin:kb_meeting_merge"), data).content.decode()
    assert not Meeting.objects.exclude(merged_into=None).exists()
    client.post(reverse("admin:kb_meeting_merge"), data | {"force": "on"})
    assert set(Meeting.objects.filter(merged_into=desk.meeting)) == {like, other}


def test_merging_on_the_desk_names_a_merged_meeting_by_who_met(client: Client, editor: User, desk: Desk) -> None:
    other = a_meeting(desk.lavrov, desk.asean, day="2020-02-03")
    Participation.objects.update(review="confirmed")
    merge(other, desk.meeting, user=editor, force=True)
    name = "Talks: Sergey Lavrov, ASEAN, 3 Feb 2020"
    pages = (
        reverse("admin:kb_meeting_change", args=[desk.meeting.pk]),
        reverse("admin:kb_meeting_unmerge", args=[other.pk]),
        reverse("kb:meeting_history", args=[desk.meeting.slug]),
    )
    for page in pages:
        assert name in client.get(page).content.decode()


def test_merging_on_the_desk_tells_namesakes_apart_before_they_are_two_again(
    client: Client, editor: User, desk: Desk
) -> None:
    other = an_actor("Sergey Lavrov")
    tells(an_article("The painter Sergey Lavrov spoke.", title="Art"), other, "Sergey Lavrov")
    a_tenure(other, "Rector", an_actor("Art School", "organisation"))
    Tenure.objects.update(review="confirmed")
    merge(other, desk.lavrov, force=True)
    page = client.get(reverse("admin:kb_actor_unmerge", args=[other.pk]))
    own, kept = (part for _record, _label, part in page.context["both"])
    assert (own.sentences, own.posts, own.names) == (1, ["Rector, Art School"], ["Sergey Lavrov"])
    assert kept.sentences == 1 and kept.posts == [str(desk.tenure.post)]
    said = page.content.decode()
    assert "The painter " in said and other.slug in said and desk.lavrov.slug in said and "Art School" in said


def test_merging_on_the_desk_needs_two_records_and_the_right_to(client: Client, editor: User, desk: Desk) -> None:
    assert "Select from two" in act(client, "kb_actor", "merge_selected", desk.lavrov)
    assert client.get(merge_page(desk.lavrov)).status_code == 404
    assert client.get(reverse("admin:kb_actor_unmerge", args=[desk.lavrov.pk])).status_code == 404
    editor.groups.clear()
    assert client.get(merge_page(desk.lavrov, desk.lim)).status_code == 403


def test_merging_by_command(desk: Desk, lavrow: Actor, editor: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("merge", "actor", lavrow.slug, desk.lavrov.slug, "--dry-run")
    assert "1 sentences of 1 articles" in capsys.readouterr().out and merge_of(lavrow) is None
    call_command("merge", "actor", lavrow.slug, desk.lavrov.slug, user="anna", reason="same")
    assert merge_of(lavrow).user == editor
    call_command("unmerge", "actor", lavrow.slug)
    assert merge_of(lavrow) is None
    call_command("merge", "actor", lavrow.slug, desk.lavrov.slug, "--not-same")
    with pytest.raises(CommandError, match="not the same"):
        call_command("merge", "actor", lavrow.slug, desk.lavrov.slug)
    for wrong in (("merge", "actor", "nobody", "lim"), ("unmerge", "actor", lavrow.slug)):
        with pytest.raises(CommandError):
            call_command(*wrong)
    with pytest.raises(CommandError, match="no user"):
        call_command("merge", "actor", lavrow.slug, desk.lavrov.slug, user="bob")
