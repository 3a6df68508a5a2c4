"""Saving articles: identity, evidence, versions, and people's word."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.importing.save import ArticleState
from articles.models import ActorEvidence, Article, InitiativeEvidence, MeetingEvidence, TenureEvidence
from kb.decisions import decide
from kb.models import (
    Actor,
    ActorName,
    Initiative,
    Meeting,
    MeetingStatus,
    NameKind,
    Participation,
    Place,
    Post,
    ReviewState,
    Tenure,
)
from tests.articles.gold import load_gold_corpus
from tests.articles.importing.telling import day, tell

pytestmark = pytest.mark.django_db

MET = "Anna Berg and Carl Dahl met in Hue."
WHO = ["Anna Berg", "Carl Dahl"]


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


def people(meeting: Meeting) -> set[str]:
    return {tie.actor.name for tie in meeting.participations.select_related("actor")}


# -------------------------------------------------------------------- evidence


def test_save_gold_articles_keeps_every_value_with_its_words() -> None:
    load_gold_corpus(["sa01", "sa02", "sb01", "sb13"])
    assert Article.objects.count() == 4
    assert Actor.objects.filter(name="Russia").count() == 1
    spans = 0
    for table in (ActorEvidence, TenureEvidence, MeetingEvidence, InitiativeEvidence):
        for row in table.objects.select_related("article"):
            assert row.quote.strip()
            for value in row.values.values():
                for each in value if isinstance(value, list) else [value]:
                    assert row.article.text[each["start"] : each["end"]].strip()
                    spans += 1
    assert spans > 200


def test_save_puts_each_value_in_the_row_of_its_sentence() -> None:
    text = "Anna Berg met Carl Dahl in Hue. The talks on Monday were online."
    anchors = [["Anna Berg met", 1], ["The talks", 1]]
    tell(text, who=WHO, met=[{"place": "Hue", "kind": "talks", "anchors": anchors}])
    first, second = MeetingEvidence.objects.order_by("start")
    assert first.quote == "date 2020-02-03 Anna Berg met Carl Dahl in Hue."
    assert second.quote == "The talks on Monday were online."
    assert first.values["place"]["value"] == "Hue"
    assert first.article.text[first.values["place"]["start"] : first.values["place"]["end"]] == "Hue"
    assert second.values["kind"]["value"] == "talks"
    assert "kind" not in first.values
    assert {each["role"] for each in first.values["participants"]} == {"participant"}
    assert {each["actor"] for each in first.values["participants"]} == set(Actor.objects.values_list("pk", flat=True))


def test_save_stores_article_with_its_header() -> None:
    saved = tell("Hue (KBW) – Anna Berg left.", who=["Anna Berg"])
    article = saved.article
    assert (article.agency, article.dateline, article.published) == ("KBW", "Hue", day("2020-02-03"))
    assert (article.title, article.slug) == ("Anna Berg left.", "2020-02-03-anna-berg-left")
    assert (article.original, article.version, article.is_current) == (None, 1, True)
    assert len(article.checksum) == 64


# -------------------------------------------------------------------- identity of articles


@pytest.mark.parametrize(
    ("source", "text", "published", "state"),
    [
        ("a.txt", MET, "2020-02-03", ArticleState.UNCHANGED),
        ("moved/b.txt", MET, "2020-02-03", ArticleState.UNCHANGED),
        ("a.txt", MET, "2020-02-04", ArticleState.CHANGED),
        ("a.txt", MET + " They left.", "2020-02-03", ArticleState.CHANGED),
        ("b.txt", MET + " They left.", "2020-02-03", ArticleState.NEW),
    ],
)
def test_save_knows_an_article_by_source_and_checksum(
    source: str, text: str, published: str, state: ArticleState
) -> None:
    tell(MET, who=WHO, met=[{}])
    assert tell(text, source=source, published=published, who=WHO, met=[{}]).state is state


def test_save_unchanged_article_writes_nothing(django_assert_num_queries: Any) -> None:
    run = tell(MET, who=WHO, met=[{}]).article.run
    with django_assert_num_queries(3):  # a savepoint around the look-up
        tell(MET, who=WHO, met=[{}], run=run)


def test_save_texts_from_standard_input_do_not_replace_each_other() -> None:
    assert tell(MET, source="stdin-1", who=WHO).state is ArticleState.NEW
    assert tell(MET + " They left.", source="stdin-1", who=WHO).state is ArticleState.NEW
    assert tell(MET, source="stdin-1", who=WHO).state is ArticleState.UNCHANGED
    assert Article.objects.current().count() == 2


def test_save_changed_article_is_a_new_version_and_the_old_one_is_withdrawn() -> None:
    tell(MET, who=WHO, met=[{"place": "Hue"}], agreed=[{}])
    meeting = Meeting.objects.get()
    text = "Anna Berg and Carl Dahl met in Hanoi. They shook hands."
    saved = tell(text, who=WHO, met=[{"place": "Hanoi"}])
    old, new = Article.objects.order_by("version")
    assert (old.is_current, new.is_current, new.version) == (False, True, 2)
    assert old.text == f"date 2020-02-03 {MET}"
    assert not MeetingEvidence.objects.filter(article=old).exists()
    meeting.refresh_from_db()
    assert meeting.place == Place.objects.get(key="hanoi")
    assert not Place.objects.filter(key="hue").exists()
    assert not Initiative.objects.exists()
    assert {table for table, _ in saved.withdrawn} == {"initiative"}
    assert ("meeting", meeting.pk) in saved.updated
    assert not saved.created


def test_save_article_that_changes_back_is_a_third_version() -> None:
    tell(MET, who=WHO)
    tell(MET + " They left.", who=WHO)
    assert tell(MET, who=WHO).article.version == 3


# -------------------------------------------------------------------- identity of actors


@pytest.mark.parametrize(
    ("known", "name", "same"),
    [
        ("Nguyễn Phú Trọng", "Nguyen Phu Trong", True),
        ("Kim Jong-un", "Kim Jong Un", True),
        ("Gen Nakatani", "Nakatani Gen", True),
        ("Sergei Lavrov", "Sergey Lavrov", True),
        ("Anna Berg", "Anna Maria Berg", False),
    ],
)
def test_save_person_is_known_by_name_in_any_order(known: str, name: str, same: bool) -> None:
    tell(f"{known} left.", who=[known])
    saved = tell(f"{name} came.", source="b.txt", who=[name])
    assert (Actor.objects.count() == 1) == same
    assert bool(saved.created) != same
    if same:
        assert set(ActorName.objects.values_list("text", flat=True)) == {known, name}


def test_save_actor_is_known_by_a_spelling_that_a_person_added() -> None:
    lavrov = Actor.objects.create(kind="person", name="Sergei Lavrov", slug="lavrov")
    ActorName.objects.create(actor=lavrov, text="Sergey Lavrov")
    tell("Sergey Lavrov left.", who=["Sergey Lavrov"])
    assert ActorEvidence.objects.get().actor == lavrov
    lavrov.refresh_from_db()
    assert lavrov.name == "Sergey Lavrov"  # all texts say so, and no person decided


@pytest.mark.parametrize("kind", [NameKind.DEMONYM, NameKind.SEAT])
def test_save_demonym_or_seat_does_not_tell_who_it_is(kind: str) -> None:
    russia = Actor.objects.create(kind="country", name="Russian Federation", slug="r", gazetteer_key="country:RU")
    ActorName.objects.create(actor=russia, text="Russia", kind=kind)
    tell("Russia left.", who=["Russia"])
    assert ActorEvidence.objects.get().actor != russia


def test_save_name_of_another_kind_is_another_actor() -> None:
    georgia = Actor.objects.create(kind="country", name="Anna Berg", slug="g")
    ActorName.objects.create(actor=georgia, text="Anna Berg")
    tell("Anna Berg left.", who=["Anna Berg"])
    assert Actor.objects.filter(kind="person").count() == 1


def test_save_gazetteer_actor_keeps_its_name_and_spellings() -> None:
    eu = Actor.objects.create(kind="organisation", name="European Union", slug="eu", gazetteer_key="organisation:EU")
    ActorName.objects.create(actor=eu, text="EU", kind=NameKind.ACRONYM, review=ReviewState.MACHINE)
    tell("EU ministers met.", who=["EU"])
    eu.refresh_from_db()
    assert (eu.name, eu.names.count(), eu.evidence.count()) == ("European Union", 1, 1)


def test_save_never_chooses_between_two_of_one_name() -> None:
    for slug in ("one", "two"):
        actor = Actor.objects.create(kind="person", name="Anna Berg", slug=slug)
        ActorName.objects.create(actor=actor, text="Anna Berg")
    tell("Anna Berg left.", who=["Anna Berg"])
    tell("Anna Berg came.", source="b.txt", who=["Anna Berg"])
    waiting = Actor.objects.get(undecided=True)
    assert waiting.evidence.count() == 2
    assert Actor.objects.count() == 3


def test_save_actor_of_its_own_name_goes_before_one_with_the_acronym() -> None:
    for slug, name in (("one", "EU"), ("two", "Example University")):
        actor = Actor.objects.create(kind="organisation", name=name, slug=slug)
        ActorName.objects.create(actor=actor, text="EU", kind=NameKind.NAME if name == "EU" else NameKind.ACRONYM)
    tell("EU ministers met.", who=["EU"])
    assert ActorEvidence.objects.get().actor.slug == "one"


# -------------------------------------------------------------------- identity of meetings and initiatives


def test_save_one_meeting_told_twice_is_one_record() -> None:
    tell(MET, who=WHO, met=[{"date": "2020-02"}])
    saved = tell("Carl Dahl met Anna Berg on Monday.", source="b.txt", who=WHO, met=[{"date": "2020-02-03"}])
    meeting = Meeting.objects.get()
    assert (meeting.date_edtf, meeting.date_earliest) == ("2020-02-03", day("2020-02-03"))
    assert meeting.evidence.count() == 2
    assert saved.updated == {("meeting", meeting.pk)}


def test_save_status_follows_the_later_article_whatever_the_order_of_import() -> None:
    told = [("planned", "2020-01-01"), ("planned", "2020-01-15"), ("held", "2020-02-03")]
    for n, (status, published) in enumerate(reversed(told)):
        text = f"Anna Berg and Carl Dahl, number {n}."
        tell(text, source=f"{n}.txt", published=published, who=WHO, met=[{"status": status}])
    assert Meeting.objects.get().status == MeetingStatus.HELD


def test_save_two_meetings_of_one_article_stay_two() -> None:
    met = [{"anchors": [["Anna Berg", 1]]}, {"anchors": [["They met again", 1]]}]
    tell(MET + " They met again.", who=WHO, met=met)
    assert Meeting.objects.count() == 2


def test_save_equal_candidates_are_not_chosen_between() -> None:
    tell(MET, who=WHO, met=[{}, {}])
    tell("Carl Dahl met Anna Berg.", source="b.txt", who=WHO, met=[{}])
    assert Meeting.objects.count() == 3


def test_save_roles_and_participants_follow_the_evidence() -> None:
    tell(MET, who=WHO, met=[{"roles": {"Anna Berg": "participant", "Carl Dahl": "participant"}}])
    text = "Anna Berg hosted Carl Dahl and Eva Falk."
    tell(text, source="b.txt", who=[*WHO, "Eva Falk"],
         met=[{"roles": {"Anna Berg": "host", "Carl Dahl": "participant", "Eva Falk": "attendee"}}])  # fmt: skip
    meeting = Meeting.objects.get()
    roles = {tie.actor.name: tie.role for tie in meeting.participations.all()}
    assert roles == {"Anna Berg": "host", "Carl Dahl": "participant", "Eva Falk": "attendee"}
    assert {tie.review for tie in meeting.participations.all()} == {ReviewState.MACHINE}


def test_save_initiative_told_twice_is_one_record() -> None:
    tell("Russia and ASEAN have a Plan of Action 2025.", who=["Russia", "ASEAN"], agreed=[{"status": "proposed"}])
    tell("ASEAN and Russia signed it.", source="b.txt", published="2020-03-01", who=["Russia", "ASEAN"],
         agreed=[{"status": "signed", "date": "2020-03-01"}])  # fmt: skip
    initiative = Initiative.objects.get()
    assert (initiative.status, initiative.date_edtf, initiative.key) == ("signed", "2020-03-01", "plan of action 2025")
    assert set(initiative.parties.values_list("name", flat=True)) == {"Russia", "ASEAN"}


# -------------------------------------------------------------------- posts


def test_save_tenure_spans_the_publication_dates() -> None:
    posts = {"Anna Berg": [{"title": "Foreign Minister", "body": "Laos"}]}
    for n, published in enumerate(["2020-03-01", "2019-01-01", None, "2020-01-01"]):
        tell(f"Laos has Anna Berg, number {n}.", source=f"{n}.txt", published=published, who=["Anna Berg", "Laos"],
             posts=posts)  # fmt: skip
    tenure = Tenure.objects.get()
    assert str(tenure) == "Anna Berg: Foreign Minister, Laos"
    assert (tenure.seen_from, tenure.seen_until, tenure.former) == (day("2019-01-01"), day("2020-03-01"), False)
    assert tenure.evidence.count() == 4
    assert tenure.review == ReviewState.MACHINE


@pytest.mark.parametrize(
    ("told", "seen_until", "former"),
    [
        ([("2020-01-01", False), ("2021-01-01", True)], "2020-01-01", True),
        ([("2021-01-01", True), ("2020-01-01", False)], "2020-01-01", True),
        ([("2020-01-01", True), ("2021-01-01", False)], "2021-01-01", False),
        ([("2020-01-01", True)], None, True),
    ],
)
def test_save_former_post_is_seen_only_while_it_was_held(
    told: list[tuple[str, bool]], seen_until: str | None, former: bool
) -> None:
    for n, (published, is_former) in enumerate(told):
        posts = {"Anna Berg": [{"title": "Minister", "former": is_former}]}
        tell(f"Anna Berg, number {n}.", source=f"{n}.txt", published=published, who=["Anna Berg"], posts=posts)
    tenure = Tenure.objects.get()
    assert (tenure.seen_until, tenure.former) == (day(seen_until) if seen_until else None, former)


# -------------------------------------------------------------------- people's word


def test_save_keeps_the_fields_that_a_person_set(editor: User) -> None:
    tell(MET, who=WHO, met=[{"place": "Hue"}])
    meeting = Meeting.objects.get()
    meeting.name, meeting.place = "Hue talks", None
    meeting.save()
    decide(meeting, ["name", "place"], user=editor)
    tell(MET + " It was online.", source="b.txt", published="2020-03-01", who=WHO,
         met=[{"place": "Hanoi", "status": "cancelled", "online": True}])  # fmt: skip
    meeting.refresh_from_db()
    assert (meeting.name, meeting.place, meeting.status, meeting.online) == ("Hue talks", None, "cancelled", True)
    assert MeetingEvidence.objects.latest("pk").values["place"]["value"] == "Hanoi"


def test_save_keeps_the_name_of_an_actor_that_a_person_set(editor: User) -> None:
    tell("Kim Jong-un left.", who=["Kim Jong-un"])
    actor = Actor.objects.get()
    actor.name = "Kim Jong Un (leader)"
    actor.save()
    decide(actor, ["name"], user=editor)
    tell("Kim Jong Un came.", source="b.txt", who=["Kim Jong Un"])
    actor.refresh_from_db()
    assert (actor.name, actor.evidence.count()) == ("Kim Jong Un (leader)", 2)


@pytest.mark.parametrize("review", [ReviewState.REJECTED, ReviewState.CONFIRMED])
def test_save_reviewed_record_is_found_again_and_keeps_its_review(review: str) -> None:
    tell(MET, who=WHO, met=[{}], agreed=[{}])
    for table in (Actor, Meeting, Initiative):
        table.objects.update(review=review)
    tell(MET + " Again.", source="b.txt", who=WHO, met=[{}], agreed=[{}])
    assert (Actor.objects.count(), Meeting.objects.count(), Initiative.objects.count()) == (2, 1, 1)
    for table in (Actor, Meeting, Initiative):
        assert {record.review for record in table.objects.all()} == {review}


def test_save_keeps_participants_that_a_person_rejected_added_or_changed() -> None:
    tell(MET, who=[*WHO, "Hue"], met=[{}])
    meeting = Meeting.objects.get()
    extra = Actor.objects.create(kind="person", name="Eva Falk", slug="eva")
    Participation.objects.create(meeting=meeting, actor=extra)
    Participation.objects.filter(actor__name="Hue").update(review=ReviewState.REJECTED)
    Participation.objects.filter(actor__name="Carl Dahl").update(role="host", review=ReviewState.CONFIRMED)
    tell("Anna Berg and Carl Dahl met near Hue.", who=[*WHO, "Hue"], met=[{}])
    ties = {tie.actor.name: (tie.role, tie.review) for tie in meeting.participations.all()}
    assert ties == {
        "Anna Berg": ("participant", "machine"),
        "Carl Dahl": ("host", "confirmed"),
        "Hue": ("participant", "rejected"),
        "Eva Falk": ("participant", "confirmed"),
    }


def test_save_rejected_sentence_counts_for_nothing_and_stays_rejected_in_the_next_version() -> None:
    text = MET + " They met in Hanoi."
    met = [{"place": "Hanoi", "anchors": [["Anna Berg", 1], ["They met in Hanoi", 1]]}]
    tell(text, who=WHO, met=met)
    MeetingEvidence.objects.filter(values__has_key="place").update(review=ReviewState.REJECTED)
    tell(text + " They left.", who=WHO, met=met)
    assert Meeting.objects.get().place is None
    new = MeetingEvidence.objects.filter(article__version=2).order_by("start")
    assert [row.review for row in new] == [ReviewState.MACHINE, ReviewState.REJECTED]


# -------------------------------------------------------------------- what cannot be stored


def test_save_leaves_out_what_no_row_can_hold_and_says_so() -> None:
    met = [{"date": "in May"}, {"kind": "party"}, {"place": "H" * 300}, {"name": "ASEAN " * 60}]
    saved = tell(MET, who=WHO, met=met, agreed=[{"name": "–"}])
    assert len(saved.left_out) == 5
    assert any("'in May' is no date in EDTF" in line for line in saved.left_out)
    assert any("its kind 'party' is none of" in line for line in saved.left_out)
    assert not Meeting.objects.exists()
    assert Actor.objects.count() == 2


def test_save_meeting_without_anything_but_a_kind() -> None:
    tell("They met. Nobody knows when.", met=[{"date": None}])
    meeting = Meeting.objects.get()
    assert (meeting.date_edtf, meeting.date_earliest, meeting.slug) == ("", None, "talks")
    assert people(meeting) == set()


def test_save_open_interval() -> None:
    tell("Russia and ASEAN.", who=["Russia", "ASEAN"], agreed=[{"date": "2016/.."}])
    initiative = Initiative.objects.get()
    assert (initiative.date_earliest, initiative.date_latest) == (day("2016-01-01"), date.max)


def test_save_post_in_a_body_and_without_one_are_two() -> None:
    posts = {"Anna Berg": [{"title": "Minister", "body": "Laos"}, {"title": "minister"}]}
    tell("Laos has Anna Berg.", who=["Anna Berg", "Laos"], posts=posts)
    assert Post.objects.count() == Tenure.objects.count() == 2


# -------------------------------------------------------------------- cost


def test_save_asks_the_database_as_seldom_for_a_long_article_as_for_a_short_one(
    django_assert_max_num_queries: Any,
) -> None:
    load_gold_corpus(["sb01", "sb02", "sb10"])
    with django_assert_max_num_queries(68):
        tell("Anna Berg and Carl Dahl met.", who=WHO, met=[{"place": "Hue"}], agreed=[{}])
    names = [f"Anna{n} Berg" for n in range(20)]
    posts = {name: [{"title": f"Minister {n}"}] for n, name in enumerate(names)}
    met = [{"name": f"Summit {n}", "place": "Hue", "anchors": [[name, 1]]} for n, name in enumerate(names)]
    agreed = [{"name": f"Plan {n}", "anchors": [[name, 1]]} for n, name in enumerate(names)]
    with django_assert_max_num_queries(68):
        tell(" and the ".join(names), source="b.txt", who=names, posts=posts, met=met, agreed=agreed)
    assert Meeting.objects.filter(name__startswith="Summit").count() == 20
