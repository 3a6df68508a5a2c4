"""How far two lists of who takes part may mean the same people: a country in one and its minister in the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from articles.identity.tellings import Party

SAME, SHORTER, STANDS, MEMBER = 1.0, 0.9, 0.8, 0.5
#: of two people of one side so surely both take part, each in his own article, that they are not one meeting
BOTH_SURE = 0.5
#: a party that the other article only names in the same sentences
NEAR = 0.4
#: an organisation of more members is the world's
MOST_MEMBERS = 60
#: so many members that meet make a meeting of their organisation
SEVERAL = 3


@dataclass(frozen=True)
class Agreement:
    """`one`, `other`: the share of each list that the other one has too; `clash`: two people where one is meant."""

    one: float
    other: float
    shared: float
    clash: bool

    @property
    def least(self) -> float:
        return min(self.one, self.other)

    @property
    def most(self) -> float:
        return max(self.one, self.other)


def compare_parties(
    one: Sequence[Party], other: Sequence[Party], near_one: Sequence[Party] = (), near_other: Sequence[Party] = ()
) -> Agreement:
    """Match two lists of parties, the best matches counting for each side.

    `near_one`, `near_other`: who else stands in the sentences of each; a party may be meant there, less surely.
    """
    if not (one or near_one) or not (other or near_other):
        return Agreement(0.0, 0.0, 0.0, False)
    one, other = _without_members(one, other), _without_members(other, one)
    wholes = _wholes(one, other) | _wholes(other, one)
    best_one = [_best(p, other, near_other, wholes) for p in one]
    best_other = [_best(p, one, near_one, wholes) for p in other]
    return Agreement(
        _share(one, best_one),
        _share(other, best_other),
        min(sum(best_one), sum(best_other)),
        _clash(one, other),
    )


def _without_members(one: Sequence[Party], other: Sequence[Party]) -> list[Party]:
    """A list without those who are there for an organisation that both lists name: which of them, each article picks.

    A person whom both name stays. Of an organisation whose members are nearly everybody nothing follows.
    """
    both = {party.token for party in other}
    members = {
        member
        for party in one
        if party.token in both and len(party.members) <= MOST_MEMBERS
        for member in party.members
    }
    return [
        party
        for party in one
        if not members & {party.token, *party.stands} or (party.kind == "person" and party.token in both)
    ]


def _share(parties: Sequence[Party], best: Sequence[float]) -> float:
    """How much of a list is found again; who takes part less surely weighs less."""
    whole = sum(party.sure for party in parties)
    return sum(party.sure * found for party, found in zip(parties, best, strict=True)) / whole if whole else 0.0


def _best(party: Party, others: Sequence[Party], near: Sequence[Party], wholes: Collection[str]) -> float:
    best = 0.0
    for other in others:
        found = match(party, other, wholes)
        if found == SAME:
            return SAME
        best = max(best, found)
    if best < NEAR and any(match(party, other) >= STANDS for other in near):
        return NEAR
    return best


def match(p: Party, q: Party, wholes: Collection[str] = ()) -> float:
    """How surely two parties are one, or one of them speaks for the other. `wholes`: see `_wholes`."""
    if p.token == q.token or p.keys & q.keys:
        return SAME
    if p.kind == q.kind == "person" and _shorter(p, q):
        return SHORTER
    if p.token in q.stands or q.token in p.stands:
        return STANDS
    if p.kind != "person" and q.kind != "person" and p.stands & q.stands:
        return STANDS
    if wholes and (_belongs(p, q, wholes) or _belongs(q, p, wholes)):
        return MEMBER
    return 0.0


def _shorter(p: Party, q: Party) -> bool:
    """One is named more fully, or with a word of respect: `Salman Rashid` and `Sheikh Salman bin Rashid Al Dawasir`."""
    a, b = (frozenset(party.token.partition(":")[2].split()) for party in (p, q))
    few, many = sorted((a, b), key=len)
    return few < many and (len(few) > 1 or bool(p.stands & q.stands))


def _belongs(member: Party, whole: Party, wholes: Collection[str]) -> bool:
    return whole.token in wholes and bool(whole.members & ({member.token} | member.stands))


def _wholes(one: Sequence[Party], other: Sequence[Party]) -> set[str]:
    """Organisations of one list for which members may stand in the other: it names them too, or several members."""
    found = set()
    for whole in one:
        members = sum(bool(whole.members & ({party.token} | party.stands)) for party in other) if whole.members else 0
        if members >= SEVERAL or (members and any(party.token == whole.token for party in other)):
            found.add(whole.token)
    return found


def _clash(one: Sequence[Party], other: Sequence[Party]) -> bool:
    """A side for which both lists name people, and not one in common: the president met them here, a minister there.

    Of somebody whom a sentence hardly puts there nothing follows.
    """
    for p in one:
        if p.kind == "person" and p.stands and not any(match(p, q) >= SHORTER for q in other):
            rivals = [q for q in other if q.kind == "person" and p.stands & q.stands]
            if any(match(q, each) >= SHORTER for q in rivals for each in one):
                continue
            if any(p.sure * q.sure > BOTH_SURE for q in rivals):
                return True
    return False
