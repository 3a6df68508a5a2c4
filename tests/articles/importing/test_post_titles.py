"""A post is spelt as the best of its texts spells it, in whatever order they came, unless a person wrote it."""

from __future__ import annotations

from itertools import permutations

import pytest
from django.contrib.auth.models import User

from articles.archive import knowledge_digest
from articles.checking import check_base
from articles.importing.post_titles import best_title
from articles.importing.undo import undo_run
from articles.importing.withdraw import withdraw_article
from articles.models import Article, ImportRun
from kb.merging.merges import merge, unmerge
from kb.models import Actor, Post
from kb.models.history import people_write
from tests.articles.archive.small_base import empty_base
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db
TITLES = ["foreign minister", "FOREIGN MINISTER", "Foreign Minister", "Foreign minister"]


def tell_post(title: str, day: int, *, who: str = "Anna Berg", run: ImportRun | None = None) -> None:
    text, posts = f"{title} {who} spoke.", {who: [{"title": title}]}
    tell(text, source=f"{day}.txt", published=f"2020-05-{day:02}", who=[who], posts=posts, run=run)


@pytest.mark.parametrize(
    ("spellings", "best"),
    [
        (TITLES, "Foreign Minister"),
        (["PRIME MINISTER", "prime minister"], "prime minister"),
        (["Chairman of the board", "chairman of the Board", "Chairman of the Board"], "Chairman of the Board"),
        (["Secretary-General", "Secretary General", "secretary-general"], "Secretary General"),
        (["CEO", "ceo"], "CEO"),
        (["PRIME Minister", "Prime Minister"], "Prime Minister"),
        (["Président", "President"], "President"),
    ],
)
def test_best_title_is_that_of_a_card_of_the_holder(spellings: list[str], best: str) -> None:
    assert {best_title(each) for each in permutations(spellings)} == {best}


def test_post_titles_are_the_same_in_any_order_of_import() -> None:
    digests, titles = set(), set()
    for order in permutations(range(4)):
        empty_base()
        for at in order:
            tell_post(TITLES[at], 10 + at)
        titles.add(Post.objects.get().title)
        digests.add(knowledge_digest())
        assert not [*check_base()]
    assert titles == {"Foreign Minister"}
    assert len(digests) == 1


def test_post_title_goes_with_the_text_that_gave_it() -> None:
    tell_post("FOREIGN MINISTER", 9)
    tell_post("foreign minister", 10)
    before, run = knowledge_digest(), ImportRun.objects.create(pipeline_version="test")
    tell_post("Foreign Minister", 11, run=run)
    assert Post.objects.get().title == "Foreign Minister"
    undo_run(run)
    assert Post.objects.get().title == "foreign minister"
    assert knowledge_digest() == before
    withdraw_article(Article.objects.get(source="10.txt"))
    assert Post.objects.get().title == "FOREIGN MINISTER"
    assert not [*check_base()]


def test_post_title_follows_a_text_that_came_anew() -> None:
    tell_post("Foreign Minister", 10)
    tell_post("foreign minister", 11)
    posts = {"Anna Berg": [{"title": "foreign minister"}]}
    tell(
        "Our foreign minister Anna Berg spoke.", source="10.txt", published="2020-05-10", who=["Anna Berg"], posts=posts
    )
    assert Post.objects.get().title == "foreign minister"
    assert not [*check_base()]


def test_post_title_of_another_holder_counts_as_well() -> None:
    tell_post("foreign minister", 10)
    tell_post("Foreign Minister", 11, who="Carl Dahl")
    assert Post.objects.get().title == "Foreign Minister"
    withdraw_article(Article.objects.get(source="11.txt"))
    assert Post.objects.get().title == "foreign minister"


def test_post_title_that_a_person_wrote_stays(django_user_model: type[User]) -> None:
    editor = django_user_model.objects.create_user("editor")
    tell_post("Foreign Minister", 10)
    post = Post.objects.get()
    with people_write(editor):
        post.title = "Foreign minister"
        post.save()
    tell_post("Foreign Minister", 11)
    tell_post("foreign minister", 12)
    assert Post.objects.get().title == "Foreign minister"
    withdraw_article(Article.objects.get(source="10.txt"))
    assert Post.objects.get().title == "Foreign minister"
    assert not [*check_base()]


def test_post_title_of_a_merged_body_is_spelt_by_its_own_texts() -> None:
    said = [{"title": "envoy", "body": "North"}], [{"title": "Envoy", "body": "South"}]
    orgs = {"North": "organization", "South": "organization"}
    tell("North envoy Anna Berg spoke.", source="a.txt", who=["Anna Berg", "North"], posts={"Anna Berg": said[0]},
         kinds=orgs)  # fmt: skip
    tell("South Envoy Carl Dahl spoke.", source="b.txt", who=["Carl Dahl", "South"], posts={"Carl Dahl": said[1]},
         kinds=orgs)  # fmt: skip
    before = knowledge_digest()
    north, south = Actor.objects.get(name="North"), Actor.objects.get(name="South")
    merge(north, south, force=True)
    assert not [*check_base()]
    assert set(Post.objects.filter(tenures__isnull=False).values_list("title", flat=True)) == {"Envoy"}
    north.refresh_from_db()
    unmerge(north)
    assert knowledge_digest() == before


def test_wrong_spelling_of_a_post_is_told_and_mended() -> None:
    tell_post("foreign minister", 10)
    Post.objects.update(title="foreign  minister")
    assert ["title of the post" in str(each) for each in check_base()] == [True]
    assert [problem.fixed for _name, problem in check_base(fix=True)] == [True]
    assert Post.objects.get().title == "foreign minister"
