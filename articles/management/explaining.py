"""Explanations of extraction on the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from articles.extraction.explanation import FactExplained, Line, SentenceExplained

#: width where the output is no terminal
PLAIN_WIDTH = 160
STYLES = {
    "person": "yellow", "country": "blue", "organisation": "green", "place": "magenta", "date": "cyan",
    "meeting": "bold red", "initiative": "bold magenta",
}  # fmt: skip


def console_for(stream: object) -> Console:
    """A console on a stream; as wide as the terminal, or as PLAIN_WIDTH where there is none."""
    console = Console(file=stream, highlight=False)  # type: ignore[arg-type]
    return console if console.is_terminal else Console(file=stream, highlight=False, width=PLAIN_WIDTH)  # type: ignore[arg-type]


def print_sentences(console: Console, sentences: Iterable[SentenceExplained]) -> None:
    """Every sentence with its finds in a table."""
    for number, sentence in enumerate(sentences, 1):
        if not sentence.text.strip():
            continue
        console.rule(f"sentence {number}, characters {sentence.span.start} to {sentence.span.end}", align="left")
        console.print(_marked(sentence))
        if sentence.syntax:
            console.print(Text(sentence.syntax, style="dim"))
        if sentence.lines:
            console.print(_table(sentence.lines))


def print_confidence(console: Console, facts: Iterable[FactExplained]) -> None:
    """How each fact came by its confidence."""
    table = _plain_table("fact", "what", "by its rule", "signals", "confidence")
    for fact in facts:
        cells = (fact.id, fact.words, f"{fact.rough:.2f}", ", ".join(fact.signals), f"{fact.confidence:.2f}")
        table.add_row(*map(Text, cells))
    console.rule("confidence of the facts", align="left")
    console.print(table)


def _marked(sentence: SentenceExplained) -> Text:
    """The sentence, with the words of names, dates and triggers coloured."""
    text = Text(sentence.text)
    for line in sentence.lines:
        if style := STYLES.get(line.what):
            text.stylize(style, line.span.start - sentence.span.start, line.span.end - sentence.span.start)
    return text


def _table(lines: Iterable[Line]) -> Table:
    table = _plain_table("", "words", "read as", "rule", "sure")
    section = ""
    for line in lines:
        if line.section != section:
            section = line.section
            table.add_section()
            table.add_row(Text(section, style="bold"))
        sure = "" if line.confidence is None else f"{line.confidence:.2f}"
        what = Text(line.what, style=STYLES.get(line.what, ""))
        table.add_row(what, Text(line.words), Text(line.read_as), Text(line.rule, style="italic"), sure)
    return table


def _plain_table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in heads:
        table.add_column(head, overflow="fold")
    return table
