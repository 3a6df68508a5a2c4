"""Which known record each fact is, one to one, without ever choosing between equals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

#: how well a fact and a record match; the greater tuple is the better match
Score = tuple[float, ...]


def match_one_to_one(scores: Mapping[tuple[str, int], Score]) -> dict[str, int]:
    """Records by fact, best matches first. Where two records suit a fact, or two facts a record, equally
    well, nothing is chosen and the fact stays without a record.

    >>> match_one_to_one({("m1", 7): (2,), ("m1", 8): (1,), ("m2", 8): (1,)})
    {'m1': 7, 'm2': 8}
    >>> match_one_to_one({("m1", 7): (1,), ("m1", 8): (1,)})
    {}
    """
    matched: dict[str, int] = {}
    undecided: set[str] = set()
    for score in sorted(set(scores.values()), reverse=True):
        free = [
            (fact, record)
            for (fact, record), each in scores.items()
            if each == score and fact not in matched and fact not in undecided and record not in matched.values()
        ]
        by_fact, by_record = defaultdict(set), defaultdict(set)
        for fact, record in free:
            by_fact[fact].add(record)
            by_record[record].add(fact)
        for fact, record in free:
            if len(by_fact[fact]) == len(by_record[record]) == 1:
                matched[fact] = record
            else:
                undecided.add(fact)
    return matched
