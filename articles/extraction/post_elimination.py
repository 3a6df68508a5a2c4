"""Posts that are still without a body when all are read: the person's other mentions tell it, or the dateline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from articles.extraction.facts import PostFact
from articles.extraction.mentions import Title
from articles.extraction.names.actors import Actor, Cast
from articles.extraction.post_bodies import Found, is_of_state, same_title
from articles.extraction.words import POSSESSIVES, text_of

Posts = Mapping[str, list[PostFact]]


def settle_bodies(cast: Cast, posts: Posts, home: str | None) -> dict[str, list[PostFact]]:
    """The posts of all persons, those of states with the country that the rest of the text gives them.

    `home`: the actor id of the dateline's country, a guess for the one minister of a kind whom nothing else places.
    """
    settler = _Settler(cast, posts, home)
    return {actor: [settler.settle(actor, post) for post in held] for actor, held in posts.items()}


class _Settler:
    def __init__(self, cast: Cast, posts: Posts, home: str | None) -> None:
        self.cast, self.posts, self.home = cast, posts, home
        held = {i for phrases in cast.names.holders.values() for p in phrases for i in range(p.start, p.end)}
        free = (t for p in cast.names.phrases if p.start not in held for t in p.titles if t.body and not t.plural)
        self.unnamed = [(text_of(cast.doc, t.start, t.end), body) for t in free if (body := self._country(t))]

    def _country(self, title: Title) -> str | None:
        held = self.cast.at.get(title.body[0]) if title.body else None
        return held[1] if held and self.cast.actors[held[1]].kind == "country" else None

    def settle(self, actor: str, post: PostFact) -> PostFact:
        if post.source.rule != "post-bare" or not is_of_state(post.title):
            return post
        found = (
            self._other_posts(actor, post) or self._beside_name(self.cast.actors[actor]) or self._unnamed(actor, post)
            or self._at_home(actor, post)
        )  # fmt: skip
        if found is None:
            return post
        return replace(post, body=found[0], source=replace(post.source, rule=found[1], confidence=found[2]))

    def _other_posts(self, actor: str, post: PostFact) -> Found | None:
        """The country of the person's other posts, when it is but one."""
        bodies = {p.body for p in self.posts[actor] if p.body and p.former == post.former}
        countries = {body for body in bodies if self.cast.actors[body].kind == "country"}
        return (countries.pop(), "post-other-mention", 0.8) if len(countries) == 1 else None

    def _beside_name(self, person: Actor) -> Found | None:
        """'Russia's Lavrov', 'Lavrov of Russia': the country beside another mention of the person."""
        doc, found = self.cast.doc, set()
        before = {m.end: a for m, a in self.cast.at.values() if m.kind == "country"}
        for mention in person.mentions:
            start = mention.start - (mention.start > 0 and doc[mention.start - 1].text in POSSESSIVES)
            after = self.cast.at.get(mention.end + 1 + (doc[mention.end + 1 : mention.end + 2].text == "the"))
            if start in before:
                found.add(before[start])
            elif after and after[0].kind == "country" and doc[mention.end].lower_ == "of":
                found.add(after[1])
        return (found.pop(), "post-beside-name", 0.8) if len(found) == 1 else None

    def _unnamed(self, actor: str, post: PostFact) -> Found | None:
        """'the Russian Foreign Minister' without a name elsewhere, when no other person has that post."""
        countries = {body for title, body in self.unnamed if same_title(title, post.title)}
        taken = {p.body for _, p in self._others(actor, post)}
        rivals = [a for a, p in self._others(actor, post) if p.body is None]
        left = countries - taken
        return (left.pop(), "post-by-elimination", 0.7) if len(left) == 1 and not rivals else None

    def _at_home(self, actor: str, post: PostFact) -> Found | None:
        """The dateline's country; not where another has the post there, or may have it as well."""
        if self.home is None or post.former or any(p.body in (None, self.home) for _, p in self._others(actor, post)):
            return None
        pair = self.cast.main_pair()
        if pair and self.home not in pair:
            return None  # an article on others, written here
        return self.home, "post-of-dateline", 0.4

    def _others(self, actor: str, post: PostFact) -> list[tuple[str, PostFact]]:
        """The same post of other persons."""
        return [
            (a, p) for a, held in self.posts.items() if a != actor for p in held
            if same_title(p.title, post.title) and not p.former
        ]  # fmt: skip
