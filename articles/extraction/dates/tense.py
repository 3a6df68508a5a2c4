"""The tense of a verb group, from its words: 'is to visit' looks ahead, 'had been planned' looks back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from spacy.tokens import Token

from articles.extraction import lexicon


class Tense(NamedTuple):
    """`way`: -1 before publication, 1 after it, 0 not told. `strong`: no calendar distance speaks against it.

    `report`: a verb of telling, whose date is that of the report.
    """

    way: int
    strong: bool = True
    report: bool = False


UNKNOWN = Tense(0, strong=False)
#: The nearest date is meant, on either side: that of a meeting which was called off.
EVEN = Tense(0, strong=True)
PAST, FUTURE = Tense(-1), Tense(1)
LIKELY_PAST, LIKELY_FUTURE = Tense(-1, strong=False), Tense(1, strong=False)
REPORT = Tense(-1, report=True)


@cache
def role_words(role: str) -> frozenset[str]:
    """The words of a role in the lexicon `dates_direction.tsv`. Raises KeyError for a role that it does not have."""
    rows = [row for row in lexicon.rows("dates_direction") if row["role"] == role]
    if not rows:
        raise KeyError(f"lexicons/dates_direction.tsv has no role {role!r}")
    return frozenset(word.strip() for row in rows for word in row["words"].split(","))


@cache
def helper_role(word: str) -> str:
    """The role of a helping verb in lower case ('will', 'have_past' …), empty for any other word."""
    roles = ("will", "would", "could", "be_present", "be_past", "have_present", "have_past", "do_past", "do_present")
    return next((role for role in roles if word in role_words(role)), "")


def group_tense(helpers: Sequence[str], verb: str, form: str) -> Tense:
    """The tense of a verb with its helping verbs, all in lower case; `form` as of `verb_form`."""
    role = helper_role(helpers[0]) if helpers else ""
    planned = verb in role_words("planned")
    to_come = planned or "to" in helpers
    if role == "will":
        return FUTURE
    if role in ("would", "could"):
        if any(helper_role(helper).startswith("have") for helper in helpers):
            return LIKELY_PAST
        return FUTURE if role == "would" else LIKELY_FUTURE
    if role == "have_past":
        return LIKELY_PAST if to_come else PAST
    if role == "have_present":
        return FUTURE if planned else LIKELY_FUTURE if "to" in helpers or not verb else PAST
    if role == "be_past":
        return LIKELY_FUTURE if to_come else PAST
    if role == "be_present":
        return FUTURE if to_come else LIKELY_FUTURE
    if role:
        return PAST if role == "do_past" else LIKELY_FUTURE
    return _bare_tense(verb, form)


def _bare_tense(verb: str, form: str) -> Tense:
    if verb in role_words("planned") and form in ("past", "participle") and verb not in role_words("not_planned_alone"):
        return FUTURE
    if verb in role_words("publishes") and form == "present":
        return LIKELY_FUTURE
    if verb in role_words("report") and form in ("past", "participle", "present"):
        return REPORT
    if form in ("past", "participle"):
        return PAST
    if verb in role_words("looks_back") and form in ("present", "base"):
        return LIKELY_PAST
    if form != "present":
        return UNKNOWN
    return FUTURE if verb in role_words("timetable") | role_words("timetable_base") else LIKELY_FUTURE


def verb_form(token: Token) -> str:
    """past, participle, present, base, ing, or empty for what is no verb.

    By its tag or features; without a tagger by lexicon and ending.
    """
    if token.tag_:
        # where tag and part of speech disagree, as on 'opened on Monday and end on Sunday', the word decides
        odd = token.pos_ == "VERB" and token.tag_.startswith("NN")
        return form_of_word(token.lower_) if odd else _FORMS_BY_TAG.get(token.tag_, "")
    if token.pos_:
        return _form_by_features(token) if token.pos_ in ("VERB", "AUX") else ""
    return form_of_word(token.lower_) if token.text[0].islower() else ""


_FORMS_BY_TAG = {"VBD": "past", "VBN": "participle", "VBZ": "present", "VBP": "present", "VB": "base", "VBG": "ing"}


def _form_by_features(token: Token) -> str:
    verb_form, tense = token.morph.get("VerbForm", []), token.morph.get("Tense", [])
    if verb_form == ["Fin"]:
        return "past" if tense == ["Past"] else "present"
    if verb_form == ["Inf"]:
        return "base"
    return "participle" if verb_form == ["Part"] and tense == ["Past"] else "ing"


@lru_cache(maxsize=50_000)
def form_of_word(word: str) -> str:
    """The form of a word in lower case that may be a verb, by lexicon and ending."""
    if word in role_words("past") or word in role_words("planned") - role_words("not_planned_alone"):
        return "past"
    if word in role_words("publishes"):
        return "present"
    if word in role_words("report"):
        return "ing" if word.endswith("ing") else "past"
    if word.endswith("ed") and len(word) > 4 and word not in role_words("not_past"):
        return "past"
    present = role_words("timetable") | role_words("timetable_base") | role_words("looks_back")
    return "present" if word in present else ""
