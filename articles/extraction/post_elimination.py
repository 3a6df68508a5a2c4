"""Posts that are still without a body when all are read: the person's other mentions tell it, or the dateline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from articles.extraction.facts import PostFact
from articles.extraction.mentions import Mention, Title
from articles.extraction.names.actors import Actor, Cast
from articles.extraction.post_bodies import Found, heads_body, is_of_state, is_sent, same_office
from articles.extraction.post_nearness import NearCountries, companions
from articles.extraction.words import POSSESSIVES, sentence_start, text_of

Posts = Mapping[str, list[PostFact]]
#: an article on others is one on a minister at home, too, when it begins with him and names his country so often
HOME_MENTIONS = 2


def settle_bodies(cast: Cast, posts: Posts, home: str | None, *, offset: int) -> dict[str, list[PostFact]]:
    """The posts of all persons, those of states with the country that the rest of the text gives them.

    `home`: the actor id of the dateline's country, a guess for the one minister of a kind whom nothing else places.
    """
    settler = _Settler(cast, posts, home, offset)
    return {actor: [settler.settle(actor, post) for post in held] for actor, held in posts.items()}


class _Settler:
    def __init__(self, cast: Cast, posts: Posts, home: str | None, offset: int) -> None:
        self.cast, self.posts, self.home = cast, posts, home
        self.near, self.offset = NearCountries(cast), offset
        held = {i for phrases in cast.names.holders.values() for p in phrases for i in range(p.start, p.end)}
        free = (t for p in cast.names.phrases if p.start not in held for t in p.titles if t.body and not t.plural)
        self.unnamed = [(text_of(cast.doc, t.start, t.end), body) for t in free if (body := self._country(t))]

    def _country(self, title: Title) -> str | None:
        held = self.cast.at.get(title.body[0]) if title.body else None
        return held[1] if held and self.cast.actors[held[1]].kind == "country" else None

    def settle(self, actor: str, post: PostFact) -> PostFact:
        of_state, sent = is_of_state(post.title), is_sent(post.title)
        if post.source.rule != "post-bare":
            return post
        if not (of_state or sent):
            return self._with_body(post, self._only_body(actor, post))
        found = (
            self._other_posts(actor, post) or self._beside_name(self.cast.actors[actor]) or self._unnamed(actor, post)
            or self._with_leader(actor, post) or self._in_sentence(actor, post, of_person=True)
            or self._in_city(actor, post) or (of_state and self._at_home(actor, post))
            or self._in_sentence(actor, post, of_person=False)
            or self._in_paragraph(actor, post) or (of_state and self._main(actor, post))
        )  # fmt: skip
        return self._with_body(post, found or None)

    def _with_body(self, post: PostFact, found: Found | None) -> PostFact:
        if not found:
            return post
        return replace(post, body=found[0], source=replace(post.source, rule=found[1], confidence=found[2]))

    def _only_body(self, actor: str, post: PostFact) -> Found | None:
        """'The Arab League sent a team, headed by Secretary General X': the only body told of before the title in its
        sentence, else in the one before."""
        if not heads_body(post.title) or post.former:
            return None
        doc = self.cast.doc
        for mention in self._bearing(actor, post):
            first = sentence_start(doc, mention.start)
            for start, end in (first, mention.start), (sentence_start(doc, first - 1), first):
                told = {a for i in range(start, end) if i in self.cast.at for m, a in [self.cast.at[i]]
                        if m.kind == "organisation" and not m.part}  # fmt: skip
                if told:
                    return (told.pop(), "post-of-only-body", 0.5) if len(told) == 1 else None
                if first == 0 or doc[first - 1].text.count("\n") > 1:
                    break
        return None

    def _other_posts(self, actor: str, post: PostFact) -> Found | None:
        """The country of the person's other posts, when it is but one."""
        bodies = {p.body for p in self.posts[actor] if p.body and (post.former or not p.former)}
        countries = {body for body in bodies if self.cast.actors[body].kind == "country"}
        return (countries.pop(), "post-other-mention", 0.8) if len(countries) == 1 else None

    def _beside_name(self, person: Actor) -> Found | None:
        """'Russia's Lavrov', 'Lavrov of Russia': the country beside another mention of the person."""
        found = countries_beside(self.cast, person)
        return (found.pop(), "post-beside-name", 0.8) if len(found) == 1 else None

    def _unnamed(self, actor: str, post: PostFact) -> Found | None:
        """'the Russian Foreign Minister' without a name elsewhere, when no other person has that post."""
        countries = {body for title, body in self.unnamed if same_office(title, post.title)}
        taken = {p.body for _, p in self._others(actor, post)}
        rivals = [a for a, p in self._others(actor, post) if p.body is None]
        left = countries - taken
        return (left.pop(), "post-by-elimination", 0.7) if len(left) == 1 and not rivals else None

    def _at_home(self, actor: str, post: PostFact) -> Found | None:
        """The dateline's country; not where another has the post there, or may have it as well."""
        if self.home is None or post.former or any(p.body in (None, self.home) for _, p in self._others(actor, post)):
            return None
        if self.home in self._taken(actor, post):
            return None
        pair = self.cast.main_pair()
        if pair and self.home not in pair and not self._leads(actor):
            return None  # an article on others, written here
        return self.home, "post-of-dateline", 0.4

    def _leads(self, actor: str) -> bool:
        often = len(self.cast.actors[self.home or ""].mentions) >= HOME_MENTIONS
        return often and self.near.is_in_first_paragraph(self.cast.actors[actor].mentions[0])

    def _with_leader(self, actor: str, post: PostFact) -> Found | None:
        """'Idris, accompanied by Ambassador X': of the country of the one he is with."""
        leaders = {a for m in self._bearing(actor, post) for a in companions(self.cast, m)}
        bodies = {p.body for a in leaders for p in self.posts.get(a, ()) if p.body and not p.former}
        countries = {body for body in bodies if self.cast.actors[body].kind == "country"}
        return (countries.pop(), "post-of-companion", 0.7) if len(countries) == 1 else None

    def _in_sentence(self, actor: str, post: PostFact, *, of_person: bool) -> Found | None:
        """'With Malaysian Foreign Minister Y he went over Prime Minister X's trip': the country named beside.

        `of_person`: only the countries of other persons there.
        """
        taken = self._taken(actor, post)
        found = [self.near.in_sentence(m, without=taken, of_person=of_person) for m in self._bearing(actor, post)]
        return (found[0], "post-near-country", 0.55) if found and found[0] else None

    def _in_city(self, actor: str, post: PostFact) -> Found | None:
        found = [self.near.in_city(m) or self.near.in_capital(m) for m in self._bearing(actor, post)]
        return (found[0], "post-of-host", 0.55) if found and found[0] else None

    def _in_paragraph(self, actor: str, post: PostFact) -> Found | None:
        found = [self.near.in_paragraph(m, without=self._taken(actor, post)) for m in self._bearing(actor, post)]
        return (found[0], "post-near-country", 0.4) if found and found[0] else None

    def _main(self, actor: str, post: PostFact) -> Found | None:
        if any(p.body is None for _, p in self._others(actor, post)):
            return None  # two of whom nothing is told: a tie
        body = self.near.main(without=self._taken(actor, post))
        return (body, "post-of-main-country", 0.4) if body else None

    def _taken(self, actor: str, post: PostFact) -> set[str]:
        """Countries that are not the person's: another has the post there, or they are the other side."""
        others = {p.body for mine in self.posts[actor] for _, p in self._others(actor, mine) if p.body}
        return others.union(*(self.near.opposed(m) for m in self._bearing(actor, post)))

    def _bearing(self, actor: str, post: PostFact) -> list[Mention]:
        """The person's mention that stands nearest to the title."""
        at = post.source.span.start - self.offset
        return sorted(self.cast.actors[actor].mentions, key=lambda m: abs(self.cast.doc[m.start].idx - at))[:1]

    def _others(self, actor: str, post: PostFact) -> list[tuple[str, PostFact]]:
        """The same post of other persons, in whatever words."""
        return [
            (a, p) for a, held in self.posts.items() if a != actor for p in held
            if same_office(p.title, post.title) and not p.former
        ]  # fmt: skip


def countries_beside(cast: Cast, person: Actor) -> set[str]:
    """The countries beside a person's mentions: 'Russia's | Lavrov', 'Lavrov | of Russia'."""
    doc, found = cast.doc, set()
    before = {m.end: a for m, a in cast.at.values() if m.kind == "country"}
    for mention in person.mentions:
        start = mention.start - (mention.start > 0 and doc[mention.start - 1].text in POSSESSIVES)
        after = cast.at.get(mention.end + 1 + (doc[mention.end + 1 : mention.end + 2].text == "the"))
        if start in before:
            found.add(before[start])
        elif after and after[0].kind == "country" and doc[mention.end].lower_ == "of":
            found.add(after[1])
    return found
