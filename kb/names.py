"""Names as keys: what two spellings of one name have in common."""

import re

from anyascii import anyascii

#: as long as the shortest column that holds a key: what is stored and what is asked for are cut alike
MOST_KEY = 200

_NOT_WORD = re.compile(r"[^\w]+")
_POSSESSIVE = re.compile(r"['’]s\b")


def name_key(text: str, *, most: int = MOST_KEY) -> str:
    """Casefolded ASCII words of a name, one space between, without a leading 'the'; the first `most` characters.

    A key can be several times as long as its text: emoji and Chinese characters are spelt out.

    >>> name_key("The Nguyễn–Phú  Trọng’s")
    'nguyen phu trong'
    """
    words = _NOT_WORD.sub(" ", anyascii(_POSSESSIVE.sub("", text)).casefold()).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)[:most].rstrip()
