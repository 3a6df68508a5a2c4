"""Which way a date lies from publication, by the verb that governs it: 'met on Friday', 'will meet on Friday'.

With a dependency parse the governing verb is found by climbing the tree. Without one, or where the tree tells
nothing, it is the nearest verb of the clause: to the left, else to the right, else beyond the clause.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from articles.extraction.dates.cues import FAR, Cue, divides, find_cues
from articles.extraction.dates.governing import tense_by_tree
from articles.extraction.dates.tense import (
    EVEN,
    FUTURE,
    LIKELY_FUTURE,
    LIKELY_PAST,
    PAST,
    REPORT,
    UNKNOWN,
    Tense,
    helper_role,
    role_words,
)

#: Longer sentences, such as lists and texts without full stops, are cut.
MOST_WORDS = 100
#: So many words may stand between a date and the noun that it describes: 'the May 11 suicide bomb attack'.
MOST_NOUNS = 4
_ENDS = frozenset(".!?")


def _sentence_starts(doc: Doc) -> list[int]:
    """Where sentences begin, and the end of the document. Without bounds from the pipeline, by full stops."""
    starts = [0]
    if doc.has_annotation("SENT_START"):
        begins = [value == 1 for value in doc.to_array("SENT_START").tolist()]
    else:
        begins = [False, *(token.text in _ENDS or token.text.count("\n") > 1 for token in doc)]
    for i in range(1, len(doc)):
        if begins[i] or i - starts[-1] >= MOST_WORDS:
            starts.append(i)
    return [*starts, len(doc)]


class Directions:
    """The directions of the dates of one document; the cues of each sentence are found once."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._starts = _sentence_starts(doc)
        self._has_tree = doc.has_annotation("DEP")
        self._sentences: dict[tuple[int, int], tuple[list[Token], list[Cue]]] = {}

    def of(self, start: int, end: int) -> Tense:
        """The direction of the date that stands on the tokens from `start` to `end` (exclusive)."""
        first = self._starts[bisect_right(self._starts, start) - 1]
        before = self._doc[start - 1].lower_ if start > first else ""
        if before == "since" or (before in role_words("article") and self._follows_since(start, first)):
            return PAST
        sentence, cues = self._sentence(first, self._starts[bisect_left(self._starts, end)])
        at, to = start - first, end - first
        if before in role_words("moved_before"):
            moved = _moved(sentence, cues, at)
            if moved.way:
                return moved
        tense = tense_by_tree(self._doc, start, end, first, cues) if self._has_tree else UNKNOWN
        tense = tense if tense.way else _by_nearness(sentence, cues, at, to)
        return self._corrected(tense, before, sentence, cues, start, first, end)

    def _corrected(
        self, tense: Tense, before: str, sentence: list[Token], cues: list[Cue], start: int, first: int, end: int
    ) -> Tense:
        """The tense of the governing verb, where the words beside the date say something else."""
        at = start - first
        if self._is_unforeseen(start, end):
            return PAST
        if tense.way > 0 and _comes_after(sentence, cues, at):
            return LIKELY_PAST
        called_off = _if_called_off(sentence, cues, at, tense)
        if called_off is not tense:
            return called_off
        if before == "for" and (tense.report or not tense.way or _is_arranged(sentence, cues, at)):
            return LIKELY_FUTURE  # 'announced a meeting for Friday', 'invited them for October 8'
        if before in role_words("bound") and tense == PAST:
            return UNKNOWN  # 'rejected a truce until April 10'
        if not self._is_attribute(start, end):
            return tense
        if tense.way <= 0 and self._is_prepared(start, end, first) and not _is_answered(sentence, cues, at):
            return LIKELY_FUTURE  # 'campaigning for the May 11 vote began'
        return UNKNOWN if _follows_verb(sentence, cues, at) else tense  # 'will discuss the October summit'

    def _sentence(self, first: int, last: int) -> tuple[list[Token], list[Cue]]:
        if (first, last) not in self._sentences:
            sentence = list(self._doc[first:last])
            self._sentences[first, last] = sentence, find_cues(sentence)
        return self._sentences[first, last]

    def _is_attribute(self, start: int, end: int) -> bool:
        """'the October summit': the verb tells less of its date than of one that stands by itself."""
        if not 0 < start < end < len(self._doc) or self._doc[start - 1].lower_ not in role_words("article"):
            return False
        after = self._doc[end]
        return after.is_alpha and not after.is_stop and after.lower_ not in role_words("after_participle")

    def _is_unforeseen(self, start: int, end: int) -> bool:
        """'the May 11 attack', 'the coup of October 25'."""
        words = role_words("unforeseen")
        if start > 1 and self._doc[start - 1].lower_ == "of" and self._doc[start - 2].lower_ in words:
            return True
        return self._is_attribute(start, end) and self._named_by(end) in words

    def _follows_since(self, start: int, first: int) -> bool:
        """'their first talks since the May 10 launch' look back, whatever the verb."""
        return start - 2 >= first and self._doc[start - 2].lower_ == "since"

    def _is_prepared(self, start: int, end: int, first: int) -> bool:
        """'campaigning for the May 11 vote', 'ahead of the October summit'."""
        prepared = start - 2 >= first and self._doc[start - 2].lower_ in role_words("preparing")
        return prepared and self._named_by(end) in role_words("appointed")

    def _named_by(self, end: int) -> str:
        """The noun that a date before it describes: the last word before the next small word or mark."""
        last = ""
        for token in self._doc[end : end + MOST_NOUNS]:
            if not token.is_alpha or token.is_stop:
                break
            last = token.lower_
            if last in role_words("unforeseen") or last in role_words("appointed"):
                break
        return str(last)


def _is_answered(sentence: Sequence[Token], cues: Sequence[Cue], start: int) -> bool:
    """Does the verb before the date tell of what was: 'praised for the November summit'?"""
    before = [cue for cue in cues if cue.end < start]
    return bool(before) and _word(sentence, before[-1]) in role_words("answers")


def _comes_after(sentence: Sequence[Token], cues: Sequence[Cue], start: int) -> bool:
    """'The talks come ten days after the coup of October 25': no word between 'after' and the date looks ahead."""
    for i in range(start - 1, max(start - 8, 0), -1):
        if any(cue.start <= i <= cue.end for cue in cues) or sentence[i].text == ",":
            return False
        if sentence[i].lower_ == "after":
            before = [cue for cue in cues if cue.end < i]
            single = bool(before) and before[-1].start == before[-1].end
            return single and _word(sentence, before[-1]) in role_words("comes")
    return False


def _follows_verb(sentence: Sequence[Token], cues: Sequence[Cue], start: int) -> bool:
    """Is the last cue of the clause before `start` a verb, rather than 'upcoming' or 'ahead of'?"""
    left, _ = _clause(sentence, start, start)
    before = [cue for cue in cues if left <= cue.start and cue.end < start]
    return bool(before) and sentence[before[-1].end].lower_ not in role_words("upcoming")


def _moved(sentence: Sequence[Token], cues: Sequence[Cue], start: int) -> Tense:
    """'put off until Friday': the new date lies ahead, unless the moving itself lies back ('had been put off')."""
    for cue in reversed([cue for cue in cues if cue.end < start]):
        if any(sentence[i].lower_ in role_words("moved") for i in range(cue.start, cue.end + 1)):
            helper = helper_role(sentence[cue.start].lower_)
            return {"have_past": UNKNOWN, "have_present": FUTURE}.get(helper, LIKELY_FUTURE)
        if start - cue.end > 8:
            break
    return UNKNOWN


# --- by nearness


def _by_nearness(sentence: Sequence[Token], cues: Sequence[Cue], start: int, end: int) -> Tense:
    left, right = _clause(sentence, start, end)
    inside_left = [cue for cue in cues if left <= cue.start and cue.end < start]
    if inside_left:
        proposed = start - inside_left[-1].end > FAR and _word(sentence, inside_left[-1]) in role_words("proposes")
        return UNKNOWN if proposed else _governing(inside_left)
    inside_right = [cue for cue in cues if end <= cue.start < right]
    if inside_right:
        return inside_right[0].tense
    before = [cue for cue in cues if cue.end < start and not cue.attribute]
    if before:
        tense, infinitive = before[-1].tense, sentence[before[-1].start].lower_ == "to"
        return LIKELY_FUTURE if infinitive and tense == FUTURE else tense
    after = [cue for cue in _outside_relatives(sentence, cues, end)]
    return after[0].tense if after else UNKNOWN


def _is_arranged(sentence: Sequence[Token], cues: Sequence[Cue], start: int) -> bool:
    """Does a verb before the date arrange what is to come: 'invited them for October 8'?"""
    before = [cue for cue in cues if cue.end < start]
    if not before or helper_role(sentence[before[-1].start].lower_) == "have_past":
        return False
    return _word(sentence, before[-1]) in role_words("arranges")


def _if_called_off(sentence: Sequence[Token], cues: Sequence[Cue], start: int, tense: Tense) -> Tense:
    """The tense of a plan that came to nothing: 'scheduled for Wednesday, was cancelled'; otherwise as it was."""
    if tense == REPORT:
        return tense
    if tense.way > 0 or not tense.strong:
        never = _never_takes_place(sentence, start)
        if never.way:
            return never if never.way > 0 else EVEN
    called_off = [cue for cue in cues if _word(sentence, cue) in role_words("called_off")]
    # 'was cancelled on Monday' tells the day of the cancelling
    if called_off and (called_off[0].start > start or called_off[0].end < start - FAR):
        return EVEN
    return tense


def _never_takes_place(sentence: Sequence[Token], start: int) -> Tense:
    """PAST for 'did not take place', FUTURE for 'will not take place' after the date."""
    for i in range(start + 2, len(sentence)):
        if sentence[i].lower_ != "place" or sentence[i - 1].lower_ not in ("take", "took", "taken"):
            continue
        before = {token.lower_ for token in sentence[max(i - 4, 0) : i]}
        if before & {"not", "n't", "n’t", "never"}:
            return FUTURE if before & role_words("will") else PAST
    return UNKNOWN


def _word(sentence: Sequence[Token], cue: Cue) -> str:
    return str(sentence[cue.end].lower_)


def _clause(sentence: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause around a date: [left, right)."""
    left, right = start, end
    while left > 0 and not divides(sentence[left - 1]):
        left -= 1
    opens = start - left <= 3 and (left == 0 or sentence[left - 1].text != ",")
    if opens and end < len(sentence) and sentence[end].text == ",":
        right += 1  # 'On Monday, the ministers will meet'
    while right < len(sentence) and (sentence[right].lower_ in ("and", "or") or not divides(sentence[right])):
        right += 1
    return left, right


def _governing(cues: Sequence[Cue]) -> Tense:
    """The last cue, unless it is but an attribute behind another verb: 'will visit the disputed region on Friday'."""
    for cue, earlier in zip(reversed(cues), reversed(cues[:-1]), strict=False):
        if not (cue.attribute and cue.start > earlier.end):
            return cue.tense
    return cues[0].tense


def _outside_relatives(sentence: Sequence[Token], cues: Sequence[Cue], end: int) -> list[Cue]:
    """The cues after a date that stand in no relative clause: 'On Monday Lavrov, who will visit …, met …'."""
    outside, closes = [], -1
    for i in range(end, len(sentence)):
        if i > closes and sentence[i].lower_ in role_words("relative") and i and sentence[i - 1].text == ",":
            closes = next((j for j in range(i, len(sentence)) if sentence[j].text == ","), len(sentence))
        outside += [cue for cue in cues if cue.start == i and i > closes]
    return outside
