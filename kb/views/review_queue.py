"""The queue as its pages walk through it: what waits of a sort, kind and run, and where in it one is."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy

from kb.reviewing.doubts import find_items
from kb.reviewing.items import Item, Sort
from kb.reviewing.queue import bring_up_to_date, keys_in_line

#: items listed beside the present one
MOST_LISTED = 25
KINDS = {
    "actor": gettext_lazy("actors"), "meeting": gettext_lazy("meetings"), "initiative": gettext_lazy("initiatives"),
}  # fmt: skip


class Queue:
    """What waits, from the asked item on: `item`, or where that is settled, the one `after` it.

    What it shows was worked out anew just now.
    """

    def __init__(self, asked: Any) -> None:
        state = bring_up_to_date()
        self.sort = asked.get("sort", "") if asked.get("sort") in Sort.values else ""
        self.kind = asked.get("kind", "") if asked.get("kind") in KINDS else ""
        run = asked.get("run", "")
        self.run = run if run.isdecimal() and len(run) < 19 else ""
        lined_up = keys_in_line(kind=self.kind, run=int(self.run) if self.run else None)
        #: sorts of which more waits than is counted
        self.cut = {sort for sort, kind in state.cut if self.kind in ("", kind) and not self.run}
        self.sorts = Counter(sort for _key, sort in lined_up)
        self.keys = [key for key, sort in lined_up if self.sort in ("", sort)]
        here = next((asked[name] for name in ("item", "after") if asked.get(name) in self.keys), None)
        #: the key of the item that was asked for, where it still waits
        self.here: str = here or ""
        at = self.keys.index(here) if here else 0
        # those that come before the present one come last
        self.keys = self.keys[at:] + self.keys[:at]

    @cached_property
    def listed(self) -> list[Item]:
        """The first items that still wait, the present one and those listed after it: looked up in one go, further
        ones where none of these is left."""
        wanted = MOST_LISTED + 1
        for start in range(0, len(self.keys), wanted):
            some = self.keys[start : start + wanted]
            found = find_items(some)
            if found:
                return [found[key] for key in some if key in found]
        return []

    def find(self, *keys: str) -> list[Item]:
        """Those of some items that still wait, whatever sort and kind the queue is narrowed to."""
        found = find_items(keys)
        return [found[key] for key in dict.fromkeys(keys) if key in found]

    @property
    def present(self) -> Item | None:
        return self.listed[0] if self.listed else None

    @property
    def after(self) -> int:
        """How many items wait besides the present one."""
        return max(len(self.keys) - 1, 0)

    @property
    def next_key(self) -> str:
        """The item after the present one; after the last one, the first."""
        return self.listed[1].key if len(self.listed) > 1 else ""

    def key_after(self, key: str) -> str:
        """The key in line after one, that may be settled by then: a page looks for itself what still waits."""
        others = [each for each in self.keys[:2] if each != key]
        return others[0] if others else ""

    def address(self, **changed: str) -> str:
        asked = {"sort": self.sort, "kind": self.kind, "run": self.run} | changed
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{reverse('kb:review')}{'?' if query else ''}{query}"
