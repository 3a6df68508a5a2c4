"""How a post's title is spelt: as the texts that give it do, whichever of them was read first.

`Foreign Minister` and `foreign minister` are one post. Of the spellings of all evidence the best is shown, which does
not depend on the order of import; a post that people wrote themselves keeps their spelling.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from articles.models import TenureEvidence
from kb.merging.belongings import own_pk, owned_by
from kb.models import Post, Tenure
from kb.names import name_key

_WORD = re.compile(r"[^\W\d_]+")


def best_title(titles: Iterable[str]) -> str:
    """Of spellings of one title the one that begins most words with a capital, and has fewest capitals beside; one all
    in capitals, as headlines have it, comes last, and of equals the first by code points does.

    >>> best_title(["foreign minister", "FOREIGN MINISTER", "Foreign minister", "Foreign Minister"])
    'Foreign Minister'
    """
    return min(titles, key=_rank)


def _rank(title: str) -> tuple[bool, int, int, str]:
    words = _WORD.findall(title)
    long = [word for word in words if len(word) > 3]
    shouted = bool(long) and all(word.isupper() for word in long)
    return shouted, -sum(word[0].isupper() for word in words), sum(map(str.isupper, title)), title


def take_in_titles(told: Iterable[tuple[Post, str]]) -> None:
    """Spell known posts as a new text does, where that is better."""
    _write({post: title for post, title in told if best_title([post.title, title]) != post.title})


def posts_of(tenures: Collection[int]) -> set[int]:
    """The posts that tenures belong to, wherever they count."""
    return {own_pk(tenure, "post") for tenure in Tenure.objects.filter(pk__in=tenures)} if tenures else set()


def settle_titles(posts: Collection[int]) -> None:
    """Spell posts as the evidence that is left does; one of which no words tell any more keeps its title."""
    if not posts:
        return
    tenures = {tenure.pk: own_pk(tenure, "post") for tenure in Tenure.objects.filter(owned_by("post", posts))}
    told = TenureEvidence.objects.filter(owned_by("tenure", tenures)).order_by()
    titles: dict[int, set[str]] = defaultdict(set)
    for own, tenure, title in told.values_list("own_tenure", "tenure", "values__title__value").distinct():
        titles[tenures[own or tenure]].add(title)
    best = {}
    for post in Post.objects.filter(pk__in=titles):
        # words can be about a post that has another name since
        spelt = [title for title in titles[post.pk] if title and name_key(title) == post.title_key]
        if spelt and best_title(spelt) != post.title:
            best[post] = best_title(spelt)
    _write(best)


def _write(best: Mapping[Post, str]) -> None:
    """Write the titles, but of posts that people wrote."""
    if not best:
        return
    peoples = set(Post.history.filter(id__in=[post.pk for post in best]).values_list("id", flat=True))
    posts = [post for post in best if post.pk not in peoples]
    for post in posts:
        post.title = best[post]
    Post.objects.bulk_update(posts, ["title"])
