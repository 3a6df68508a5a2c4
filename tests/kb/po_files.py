"""Reading a `.po` file as far as tests need it: no gettext is on the machine that runs them."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

_LINE = re.compile(r'(?:(?P<word>msgctxt|msgid|msgid_plural|msgstr(?:\[(?P<form>\d)\])?) )?(?P<text>".*")')
#: between the context of a message and its text, in `.mo` files
CONTEXT = "\x04"


@dataclass
class Message:
    """A string of the interface with its translations, one for each plural form."""

    comments: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The string as `.mo` files know it."""
        context = self.parts.get("msgctxt")
        return self.parts["msgid"] if context is None else f"{context}{CONTEXT}{self.parts['msgid']}"

    @property
    def plural(self) -> str:
        return self.parts.get("msgid_plural", "")

    @property
    def forms(self) -> list[str]:
        return [text for word, text in self.parts.items() if word.startswith("msgstr")]


def read_po(path: Path) -> tuple[Message, list[Message]]:
    """The header and the messages; lines that are no part of either (obsolete ones) are refused.

    :raises ValueError: a line that a `.po` file of ours does not have
    """
    found = [_read_message(block) for block in path.read_text(encoding="utf-8").strip().split("\n\n")]
    return found[0], found[1:]


def _read_message(block: str) -> Message:
    message = Message()
    word = ""
    for line in block.splitlines():
        if line.startswith("#") and not line.startswith("#~"):
            message.comments.append(line)
            continue
        read = _LINE.fullmatch(line)
        if not read:
            raise ValueError(f"{line!r} is no line of a message: write it as `make messages` does.")
        word = read["word"] or word
        message.parts[word] = message.parts.get(word, "") + ast.literal_eval(read["text"])
    return message
