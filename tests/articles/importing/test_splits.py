"""Tests of kb.merging.splits over imported articles: what is split off stays so when articles come again."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.archive import knowledge_digest
from articles.checking import check_base
from articles.importing.undo import undo_run
from articles.models import Article, ImportRun, RunStatus
from kb.merging.merges import merge
from kb.merging.objections import MergeRefused
from kb.merging.splits import split
from kb.models import Actor, Initiative, Meeting, NotSame, ReviewState, Split
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db

BUSH: dict[str, Any] = {
    "who": ["George Bush", "Anna Berg"], "met": [{"date": "1990-01-01"}],
    "posts": {"George Bush": [{"title": "President"}]},
}  # fmt: skip


def tell_of_two_presidents() -> Actor:
    """Two men under one name."""
    tell("President George Bush met Anna Berg.", source="a.txt", published="1990-01-02", **BUSH)
    later = BUSH | {"met": [{"date": "2004-01-01"}]}
    tell("President George Bush met Anna Berg there.", source="b.txt", published="2004-01-02", **later)
    actor: Actor = Actor.objects.get(name="George Bush")
    return actor


def sources(record: Any) -> set[str]:
    return set(record.evidence.values_list("article__source", flat=True))


def article(source: str) -> Article:
    return Article.objects.current().get(source=source)


def test_splits_of_actors_take_mentions_ties_and_posts(editor: User) -> None:
    elder = tell_of_two_presidents()
    younger = split(elder, [article("b.txt")], name="George W. Bush", user=editor, reason="father and son")
    assert (sources(elder), sources(younger)) == ({"a.txt"}, {"b.txt"})
    assert [str(each.date_edtf) for each in Meeting.objects.with_participant(younger)] == ["2004-01-01"]
    assert [str(each.date_edtf) for each in Meeting.objects.with_participant(elder)] == ["1990-01-01"]
    assert elder.tenures.get().seen_until.year == 1990 and younger.tenures.get().seen_from.year == 2004
    assert NotSame.objects.get().reason == "father and son"
    assert younger.review == ReviewState.CONFIRMED and younger.name == "George W. Bush"


def test_splits_of_actors_part_what_their_names_alone_held_together(editor: User) -> None:
    """What articles tell is grouped by the actors that they name now; an import that was undone finds it so."""
    signed = [{"status": "signed", "date": "2020-02-03"}]
    who = ["Russia", "ASEAN", "Anna Berg"]
    posts = {"Anna Berg": [{"title": "Minister", "body": "Russia"}]}
    told: dict[str, Any] = {"published": "2020-03-01", "who": who, "agreed": signed, "posts": posts}
    tell("ASEAN and Russia have a plan. Anna Berg signed it.", source="a.txt", **told)
    tell("Russia and ASEAN met. They have a plan.", source="b.txt", published=None, who=who[:2], agreed=[{}])
    assert Initiative.objects.count() == 1
    russia, asean, anna = (Actor.objects.get(name=name) for name in who)
    for duplicate in (asean, anna):
        merge(duplicate, russia, user=editor, force=True)
    other = split(russia, [article("b.txt")], user=editor)
    assert sorted(map(sources, Initiative.objects.all()), key=min) == [{"a.txt"}, {"b.txt"}]
    assert sources(Initiative.objects.get(parties=other)) == {"b.txt"}
    before, run = knowledge_digest(), ImportRun.objects.create(pipeline_version="corrected")
    tell("Nothing happened.", source="b.txt", published=None, run=run)
    undo_run(run)
    assert knowledge_digest() == before and not [*check_base()]


def test_splits_stay_when_a_new_version_of_the_article_comes(editor: User) -> None:
    elder = tell_of_two_presidents()
    younger = split(elder, [article("b.txt")], name="George W. Bush", user=editor)
    again = BUSH | {"met": [{"date": "2004-01-01"}]}
    tell("President George Bush met Anna Berg there. Corrected.", source="b.txt", published="2004-01-02", **again)
    assert (sources(elder), sources(younger)) == ({"a.txt"}, {"b.txt"})
    assert Actor.objects.count() == 3
    tell("George Bush spoke.", source="c.txt", who=["George Bush"])
    assert sources(elder) == {"a.txt", "c.txt"}
    tell("George W. Bush spoke.", source="d.txt", who=["George W. Bush"])
    assert sources(younger) == {"b.txt", "d.txt"}


def test_splits_of_meetings_and_initiatives_stay(editor: User) -> None:
    gold: dict[str, Any] = {"who": ["Russia", "ASEAN"], "met": [{"name": "3rd Summit"}], "agreed": [{}]}
    tell("Russia and ASEAN met.", source="a.txt", **gold)
    tell("ASEAN met Russia.", source="b.txt", **gold)
    for model in (Meeting, Initiative):
        old = model.objects.get()
        new = split(old, [article("b.txt")], user=editor)
        assert (sources(old), sources(new)) == ({"a.txt"}, {"b.txt"})
    tell("ASEAN met Russia. Corrected.", source="b.txt", **gold)
    for model in (Meeting, Initiative):
        assert [sources(record) for record in model.objects.order_by("pk")] == [{"a.txt"}, {"b.txt"}]


def test_splits_are_taken_back_by_a_merge(editor: User) -> None:
    elder = tell_of_two_presidents()
    younger = split(elder, [article("b.txt")], user=editor)
    merge(younger, elder, user=editor, force=True)
    assert sources(elder) == {"a.txt", "b.txt"} and elder.tenures.visible().count() == 1
    assert Meeting.objects.visible().with_participant(elder).count() == 2


def test_splits_are_refused_where_nothing_would_move_or_stay(editor: User) -> None:
    elder = tell_of_two_presidents()
    tell("Nothing happened.", source="c.txt")
    with pytest.raises(MergeRefused, match="say nothing"):
        split(elder, [article("c.txt")])
    with pytest.raises(MergeRefused, match="nothing would stay"):
        split(elder, [article("a.txt"), article("b.txt")])
    assert not Split.objects.exists()


def test_splits_by_command(editor: User, capsys: pytest.CaptureFixture[str]) -> None:
    elder = tell_of_two_presidents()
    call_command("split", "actor", elder.slug, article("b.txt").slug, "--dry-run")
    assert "1 sentences would be" in capsys.readouterr().out and Actor.objects.count() == 2
    call_command("split", "actor", elder.slug, article("b.txt").slug, user="anna", name="George W. Bush")
    assert "george-w-bush" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no article"):
        call_command("split", "actor", elder.slug, "nothing")
    with pytest.raises(CommandError, match="say nothing"):
        call_command("split", "actor", elder.slug, article("b.txt").slug)


def test_splits_stay_when_the_correction_that_they_were_made_in_is_undone(editor: User) -> None:
    """People's word outlives the run: the same words of the version before are about the new record, too."""
    elder = tell_of_two_presidents()
    again = BUSH | {"met": [{"date": "2004-01-01"}]}
    run = ImportRun.objects.create(pipeline_version="test", status=RunStatus.DONE)
    tell(
        "President George Bush met Anna Berg there. Corrected.",
        source="b.txt",
        published="2004-01-02",
        run=run,
        **again,
    )
    younger = split(elder, [article("b.txt")], name="George W. Bush", user=editor)
    undo_run(run)
    assert (sources(elder), sources(younger)) == ({"a.txt"}, {"b.txt"})
    assert elder.tenures.get().seen_until.year == 1990 and younger.tenures.get().seen_from.year == 2004
    assert [str(each.date_edtf) for each in Meeting.objects.with_participant(younger)] == ["2004-01-01"]
    assert [str(each.date_edtf) for each in Meeting.objects.with_participant(elder)] == ["1990-01-01"]


def test_splits_of_meetings_and_initiatives_stay_when_a_correction_is_undone(editor: User) -> None:
    gold: dict[str, Any] = {"who": ["Russia", "ASEAN"], "met": [{"name": "3rd Summit"}], "agreed": [{}]}
    tell("Russia and ASEAN met.", source="a.txt", **gold)
    tell("ASEAN met Russia. So it was.", source="b.txt", **gold)
    run = ImportRun.objects.create(pipeline_version="test", status=RunStatus.DONE)
    tell("ASEAN met Russia. Corrected.", source="b.txt", run=run, **gold)
    for model in (Meeting, Initiative):
        split(model.objects.get(), [article("b.txt")], user=editor)
    undo_run(run)
    for model in (Meeting, Initiative):
        assert [sources(record) for record in model.objects.order_by("pk")] == [{"a.txt"}, {"b.txt"}]
