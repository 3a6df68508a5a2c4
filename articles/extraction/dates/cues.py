"""The words of a sentence that give its dates a direction: verb groups and words such as 'upcoming'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token

from articles.extraction.dates.symbols import is_time_word
from articles.extraction.dates.tense import (
    FUTURE,
    LIKELY_FUTURE,
    UNKNOWN,
    Tense,
    form_of_word,
    group_tense,
    helper_role,
    role_words,
    verb_form,
)

#: How many words before 'to visit' may stand the verb that means a later deed: 'agreed with his guest to visit'.
INTENTION_WINDOW = 10
#: So many words after 'proposed' a date is that of the proposal's content, not of the proposing.
FAR = 3


class Cue(NamedTuple):
    """A word that gives a direction: its verb group runs from index `start` to `end` (inclusive) of the sentence."""

    start: int
    end: int
    tense: Tense
    #: a participle before a noun may be its attribute: 'the disputed region'
    attribute: bool = False


def find_cues(sentence: Sequence[Token]) -> list[Cue]:
    """The cues of a sentence from left to right."""
    words = [token.lower_ for token in sentence]
    cues: list[Cue] = []
    i = 0
    while i < len(words):
        cue = _cue_at(sentence, words, i)
        if cue is not None and cue.tense.way:
            cues.append(cue)
        i = cue.end + 1 if cue is not None else i + 1
    return cues


def _cue_at(sentence: Sequence[Token], words: Sequence[str], i: int) -> Cue | None:
    word = words[i]
    if helper_role(word) and not (word in ("may", "will", "can") and sentence[i].is_title and i):
        return _group(sentence, words, i)
    if word == "to" and i + 1 < len(words):
        return _infinitive(sentence, words, i)
    if word in role_words("planned") and words[i + 1 : i + 2] in (["for"], ["to"]):
        outdated = i > 0 and words[i - 1] in role_words("outdated")
        return Cue(i, i, UNKNOWN if outdated else FUTURE)  # 'talks set for Friday', 'originally planned for Friday'
    form = verb_form(sentence[i]) or _present_by_place(sentence, words, i)
    if form and not _is_noun(sentence, words, i, form):
        tense = group_tense([], word, form)
        # 'preparing' and 'upcoming' are stronger than their form
        if tense.way or word not in role_words("upcoming"):
            return Cue(i, i, tense, attribute=_is_attribute(sentence, words, i, form))
    return Cue(i, i, FUTURE) if word in role_words("upcoming") and not _is_in_date(words, i) else None


def _is_in_date(words: Sequence[str], i: int) -> bool:
    """'next week', 'the coming Friday' are dates themselves."""
    return words[i] in ("next", "coming") and i + 1 < len(words) and is_time_word(words[i + 1])


def _group(sentence: Sequence[Token], words: Sequence[str], i: int) -> Cue:
    """A verb group from its first helping verb on: 'will also be received', 'is due', 'were to open'."""
    end, helpers = i, [words[i]]
    while end + 1 < len(words):
        word = words[end + 1]
        if word in role_words("be") or word == "have" or word == "to":
            helpers.append(word)
        elif word in role_words("planned") or not (word in role_words("adverb") or _is_adverb(word)):
            break
        end += 1
    if "to" in helpers and helpers[-1] == "to" and not _can_be_verb(sentence, words, end + 1):
        return Cue(i, end, group_tense(helpers[:1], "", ""))  # 'is to the north'
    if not _can_be_verb(sentence, words, end + 1):
        if helper_role(helpers[0]) == "be_present" and not _tells_time(words, end + 1):
            return Cue(i, end, UNKNOWN)  # 'it is the sixth meeting'
        return Cue(i, end, group_tense(helpers, "", ""))
    while words[end + 2 : end + 3] == ["-"] and end + 3 < len(words):
        end += 2  # co-chaired
    verb = words[end + 1]
    return Cue(i, end + 1, group_tense(helpers, verb, verb_form(sentence[end + 1])))


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) > 4


def _tells_time(words: Sequence[str], i: int) -> bool:
    """'the summit is on Friday', 'he is in Rome from Monday'."""
    return words[i : i + 1] != [] and (
        words[i] in ("on", "in", "at", "from", "until", "here") or is_time_word(words[i])
    )


def _can_be_verb(sentence: Sequence[Token], words: Sequence[str], i: int) -> bool:
    if i >= len(words) or not words[i].isalpha() or sentence[i].is_title:
        return False
    if sentence[i].tag_:
        return sentence[i].tag_.startswith("VB") or words[i] in role_words("planned")
    return words[i] not in role_words("no_verb")


def _infinitive(sentence: Sequence[Token], words: Sequence[str], i: int) -> Cue | None:
    """'agreed to meet', 'a plan to be signed'; the purpose in 'flew in to meet' goes with its own verb."""
    if not _can_be_verb(sentence, words, i + 1) or _is_plural(sentence[i + 1]):
        return None
    if words[i + 1] in ("be", "have") and i + 2 < len(words):
        passive = form_of_word(words[i + 2]) == "past" and words[i + 1] == "be"
        return Cue(i, i + 2, FUTURE if passive else UNKNOWN)
    if i and words[i - 1] == ",":
        return Cue(i, i + 1, LIKELY_FUTURE)  # 'agreed on patrols, to begin on 1 July'
    for before in range(i - 1, max(i - 1 - INTENTION_WINDOW, -1), -1):
        if words[before] in role_words("intends"):
            return Cue(i, i + 1, FUTURE)
        if words[before] in role_words("boundary") or words[before] == ",":
            break
    return Cue(i, i + 1, UNKNOWN)


def _is_plural(token: Token) -> bool:
    """'to talks' without a tagger."""
    return not token.tag_ and token.lower_.endswith("s") and not token.lower_.endswith("ss")


def _present_by_place(sentence: Sequence[Token], words: Sequence[str], i: int) -> str:
    """'trading resumes on Monday' whatever its tag; without a tagger 'Cyprus signs its treaty', too: a word in -s
    between a name and an article."""
    if 0 < i < len(words) - 1 and _is_timetable(words, i):
        return "present"
    if sentence[i].tag_ or sentence[i].pos_ or not 0 < i < len(words) - 1:
        return ""
    if words[i - 1] in ("they", "we") and _can_be_verb(sentence, words, i) and not form_of_word(words[i]):
        return "" if helper_role(words[i]) or words[i] in role_words("adverb") else "present"
    between = sentence[i - 1].text[0].isupper() and words[i + 1] in role_words("article")
    return "present" if between and words[i].endswith("s") and sentence[i].text.islower() else ""


def _is_timetable(words: Sequence[str], i: int) -> bool:
    """'trading resumes on Monday', 'talks resume in Rome'."""
    if not (words[i + 1] in ("on", "in", "at", "here") or is_time_word(words[i + 1])):
        return False
    if words[i] in role_words("only_verb"):
        return words[i - 1] not in role_words("article")
    plural = words[i - 1].endswith("s") and words[i - 1] not in role_words("article")
    return plural and words[i] in role_words("timetable_base") - role_words("noun_too")


def _is_noun(sentence: Sequence[Token], words: Sequence[str], i: int, form: str) -> bool:
    """'the end of the talks', 'two visits' without a tagger."""
    if form != "present" or sentence[i].tag_ or not i:
        return False
    before, word = words[i - 1], words[i]
    if word in role_words("timetable_base"):
        named = sentence[i - 1].text[0].isupper() and word not in role_words("noun_too")
        return not (before.endswith("s") or named or before in role_words("plural_before"))
    return before in role_words("noun_before")


def _is_attribute(sentence: Sequence[Token], words: Sequence[str], i: int, form: str) -> bool:
    """May the past form at `i` be an attribute of the noun after it, rather than a verb?"""
    if form not in ("past", "participle") or i + 1 >= len(words):
        return False
    if sentence[i].tag_ == "VBD":
        return False
    return words[i + 1] not in role_words("after_participle") and words[i + 1].isalpha()


def noun_cue(word: str) -> Tense:
    """What a noun or adjective in lower case says by itself: 'upcoming' looks ahead."""
    return FUTURE if word in role_words("upcoming") else UNKNOWN


def divides(token: Token) -> bool:
    """Does a clause end at this word?"""
    return token.text == "," or token.lower_ in role_words("boundary")
