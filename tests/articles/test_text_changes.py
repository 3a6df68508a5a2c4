"""What differs between two versions of a text: paragraphs beside each other, words marked."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from articles.text_changes import MOST_PAIRS, Piece, compare_texts, stretches


def marked(pieces: Iterable[Piece]) -> str:
    return "".join(f"[{piece.text}]" if piece.changed else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        ("They met.", "They met.", [("They met.", "They met.")]),
        ("They met in Hue on May 1.", "They met in Hanoi on May 2.", [
            ("They met in [Hue] on May [1].", "They met in [Hanoi] on May [2]."),
        ]),
        ("One.\n\nTwo words here.", "One.\n\nThree came.\n\nTwo words here.", [
            ("One.", "One."), ("", "[Three came.]"), ("Two words here.", "Two words here."),
        ]),
        ("One.\n\nGone it is.", "One.", [("One.", "One."), ("[Gone it is.]", "")]),
        # nothing in common: no change of the one into the other
        ("Ministers spoke of trade.", "5,000 tonnes; 1997.", [
            ("[Ministers spoke of trade.]", ""), ("", "[5,000 tonnes; 1997.]"),
        ]),
        ("", "Now it is.", [("", "[Now it is.]")]),
        ("", "", []),
    ],
)  # fmt: skip
def test_text_changes_stand_beside_each_other(before: str, after: str, pairs: list[tuple[str, str]]) -> None:
    assert [(marked(pair.before), marked(pair.after)) for pair in compare_texts(before, after)] == pairs


def test_text_changes_of_enormous_paragraphs_are_told_as_a_whole() -> None:
    words = round(MOST_PAIRS**0.5)
    one, other = "a " * words, "b " * words
    (pair,) = compare_texts(one, other)
    assert (pair.before, pair.after) == ((Piece(one.strip(), True),), (Piece(other.strip(), True),))


def test_text_changes_fall_into_stretches() -> None:
    same = "\n\n".join(f"Paragraph {n} of the same." for n in range(4))
    found = stretches(compare_texts(f"{same}\n\nThe end was near.", f"{same}\n\nThe end was far."))
    assert [(stretch.same, len(stretch.pairs)) for stretch in found] == [(True, 4), (False, 1)]
