"""How far two independent annotations of the same documents agree.

    python -m training.agreement plain OUT [--every N]      write every N-th document without its marks
    python -m training.agreement compare SECOND [SECOND …]  compare second annotations with the corpus

Mentions: equal spans with equal code. Triggers: `E` and `F` alone. Records: triggers' records, kind and status of
those that share a mention. Arcs: (mention of a meeting or initiative, role, mention) in one sentence. F1 takes either
side as gold: it is the same both ways.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from training.domain import CORPUS
from training.markup import ROLES, Document, Mention, read_corpus
from training.tally import Tally

Quote = tuple[int, int, str]


def documents(paths: list[Path]) -> dict[str, Document]:
    return {document.id: document for path in paths for document in read_corpus(path)}


def plain(out: Path, every: int) -> None:
    """Every `every`-th document, its text alone."""
    chosen = [d for n, d in enumerate(documents(sorted(CORPUS.glob("*.txt"))).values()) if n % every == 0]
    blocks = []
    for d in chosen:
        head = " | ".join([f"=== {d.id}", *(f"{k}: {v}" for k, v in d.head.items())])
        blocks.append(f"{head}\n{d.text}\n\n")
    out.write_text("".join(blocks), encoding="utf-8")
    print(f"{len(chosen)} documents, {sum(len(d.text.split()) for d in chosen)} words")


def quotes(document: Document) -> set[Quote]:
    return {(m.start, m.end, m.code + "~" * m.anaphoric) for m in document.mentions}


def arcs(document: Document) -> Iterator[tuple[int, str, int]]:
    """Roles between mentions that stand on the same line."""
    for row in document.mentions:
        if row.code not in "MEIF":
            continue
        for record in (document.records.get({"M": "E", "F": "I"}.get(x[0], x[0]) + x[1:]) for x in row.ids):
            for role in (*ROLES, "place", "date", "party") if record else ():
                wanted = set(record.arguments.get(role, ()))
                for column in document.mentions:
                    between = document.text[min(row.start, column.start) : max(row.start, column.start)]
                    if wanted & set(column.ids) and "\n" not in between and ". " not in between:
                        yield row.start, role, column.start


def compare(second: list[Path]) -> dict[str, float]:
    first = documents(sorted(CORPUS.glob("*.txt")))
    tally = Tally()
    for name, b in documents(second).items():
        a = first[name]
        if a.text != b.text:
            raise SystemExit(f"{name}: the two texts differ")
        one, two = quotes(a), quotes(b)
        tally.sets("mentions", one, two)
        for code in sorted({q[2] for q in one | two}):
            tally.sets(f"mentions {code}", {q for q in one if q[2] == code}, {q for q in two if q[2] == code})
        tally.sets("triggers", {q for q in one if q[2] in "EF"}, {q for q in two if q[2] in "EF"})
        tally.sets("arcs", set(arcs(a)), set(arcs(b)))
        _compare_records(tally, a, b)
    return tally.report()


def _compare_records(tally: Tally, a: Document, b: Document) -> None:
    def told(document: Document) -> dict[tuple[int, int], Mention]:
        return {(m.start, m.end): m for m in document.mentions if m.code in "MEIF"}

    one, two = told(a), told(b)
    for span in one.keys() & two.keys():
        records = [
            d.records[{"M": "E", "F": "I"}.get(m.code, m.code) + m.ids[0][1:]]
            for d, m in ((a, one[span]), (b, two[span]))
        ]
        if records[0].id[0] == records[1].id[0]:
            for field in ("kind", "status"):
                tally.count[f"{field} right"] += getattr(records[0], field) == getattr(records[1], field)
                tally.count[f"{field} of"] += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("plain")
    writing.add_argument("out", type=Path)
    writing.add_argument("--every", type=int, default=10)
    commands.add_parser("compare").add_argument("second", type=Path, nargs="+")
    arg = parser.parse_args()
    if arg.command == "plain":
        plain(arg.out, arg.every)
    else:
        for name, value in compare(arg.second).items():
            print(f"{name:24} {value:.3f}")


if __name__ == "__main__":
    main()
