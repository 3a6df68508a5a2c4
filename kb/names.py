"""Names as keys: what two spellings of one name have in common."""

import re

from anyascii import anyascii

_NOT_WORD = re.compile(r"[^\w]+")
_POSSESSIVE = re.compile(r"['’]s\b")


def name_key(text: str) -> str:
    """Casefolded ASCII words of a name, one space between, without a leading 'the'.

    >>> name_key("The Nguyễn–Phú  Trọng’s")
    'nguyen phu trong'
    """
    words = _NOT_WORD.sub(" ", anyascii(_POSSESSIVE.sub("", text)).casefold()).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)
