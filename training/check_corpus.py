"""Check the domain corpus by machine: markup, records, forgotten names, repeated sentences.

python -m training.check_corpus [FILE…]
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from training.markup import Document, MarkupError, parse_document, split_documents

CORPUS = Path(__file__).parent / "corpus"
COUNTRY_WORDS = re.compile(
    r"\b(Russian?|Chinese|China|Vietnam(?:ese)?|Japan(?:ese)?|India|Indian|Indonesian?|German[sy]?|French|France|British"
    r"|American|Brazil(?:ian)?|Nigerian?|Kenyan?|Egypt(?:ian)?|Turkish|Türkiye|Turkey|Iran(?:ian)?|Mexic(?:o|an)"
    r"|Canad(?:a|ian)|Australian?|Ukrain(?:e|ian)|Poland|Polish|Italy|Italian|Spain|Spanish|ASEAN|European Union|NATO"
    r"|United Nations|African Union|Mercosur)\b"
)
MONTHS = re.compile(r"\b(January|February|April|June|July|August|September|October|November|December)( \d+)?\b")
TITLES = re.compile(r"\b(Foreign Minister|Prime Minister|President|Ambassador|Secretary[- ]General|Chancellor)\b")


def unmarked(document: Document) -> list[str]:
    """Names, dates and titles that stand outside every mention (the dateline left out)."""
    first = document.text.split("\n\n")[0]
    dateline = re.match(r".{0,80}?(?:\)\s*[-–—]+ |\. /[A-Z ]+/\.? |^[A-ZÀ-Ý ,/'-]{3,40}: | — )", first, re.DOTALL)
    start = dateline.end() if dateline else 0
    found = []
    for pattern in (COUNTRY_WORDS, MONTHS, TITLES):
        for match in pattern.finditer(document.text, start):
            if not any(m.start <= match.start() and match.end() <= m.end for m in document.mentions):
                found.append(document.text[max(0, match.start() - 20) : match.end() + 20].replace("\n", " "))
    return found


def main(paths: list[Path]) -> int:
    problems, counts, seen = 0, Counter[str](), {}
    words = paragraphs = documents = 0
    for path in paths:
        for head, body in split_documents(path.read_text(encoding="utf-8"), name=path.name):
            try:
                document = parse_document(head, body)
            except (MarkupError, ValueError) as error:
                print(f"{path.name}: {error}")
                problems += 1
                continue
            documents += 1
            words += len(document.text.split())
            paragraphs += len(document.text.split("\n\n"))
            counts.update(m.code for m in document.mentions)
            counts.update(f"{r.id[0]} {r.kind} {r.status}" for r in document.records.values() if r.kind)
            for quote in unmarked(document):
                print(f"{path.name}: {document.id}: unmarked? …{quote}…")
                problems += 1
            if document.id in seen:
                print(f"{path.name}: {document.id}: the id stands also in {seen[document.id]}")
                problems += 1
            seen[document.id] = path.name
            for sentence in re.split(r"(?<=[.!?])\s+", document.text):
                if len(sentence.split()) >= 8:
                    if sentence in seen:
                        print(f"{path.name}: {document.id}: sentence stands also in {seen[sentence]}: {sentence[:60]}")
                        problems += 1
                    seen[sentence] = document.id
    print(f"{documents} documents, {paragraphs} paragraphs, {words} words, {problems} problems")
    print(", ".join(f"{k} {n}" for k, n in sorted(counts.items())))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main([Path(p) for p in sys.argv[1:]] or sorted(CORPUS.glob("*.txt"))))
