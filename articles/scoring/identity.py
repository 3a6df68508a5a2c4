"""Identity scored on a folder of texts with gold facts and the links between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from articles.extraction.facts import ArticleFacts
from articles.identity.known import Known
from articles.identity.whole import Document, identify_all
from articles.reading import RawArticle, read_text
from articles.scoring.evaluation import EvaluationError
from articles.scoring.gold_facts import facts_from_gold
from articles.scoring.links import (
    PARTS,
    LinkGold,
    LinkScore,
    Told,
    gold_ids,
    life_cycle,
    people_merged,
    read_links,
    score_links,
)


@dataclass(frozen=True)
class LinkReport:
    """Scores by part; links between the steps of one meeting (found, of); names of different people made one."""

    scores: Mapping[str, LinkScore]
    life_cycle: tuple[int, int]
    merged: tuple[tuple[str, str], ...]

    def figures(self) -> dict[str, object]:
        return {
            **{part: score.figures() for part, score in self.scores.items()},
            "life_cycle": {"found": self.life_cycle[0], "of": self.life_cycle[1]},
            "people_merged": [list(pair) for pair in self.merged],
        }


def evaluate_links(
    texts: Path, gold: Path, links: Path, known: Known, facts_of: Callable[[RawArticle], ArticleFacts]
) -> tuple[LinkGold, dict[str, LinkReport]]:
    """Identity from gold facts and from extracted ones ('gold', 'extracted'), held against the links."""
    if not links.is_file():
        raise EvaluationError(
            f"No file {links} with links between articles; it stands beside the folder of gold facts."
        )
    answers = read_links(links, gold)
    raws = {name: _read(texts / f"{name}.txt") for name in answers.documents}
    told = {name: Document(raw.text, facts_from_gold(raw.text, answers.documents[name])) for name, raw in raws.items()}
    found = {name: Document(raw.text, facts_of(raw)) for name, raw in raws.items()}
    as_gold: dict[str, dict[Told, Told]] = {part: {} for part in PARTS}
    for name, document in found.items():
        for part, ids in gold_ids(document.text, answers.documents[name], document.facts, name).items():
            as_gold[part] |= {(name, fact): (name, of) for fact, of in ids.items()}
    return answers, {
        "gold": _report(answers, identify_all(told, known), None),
        "extracted": _report(answers, identify_all(found, known), as_gold),
    }


def _report(
    gold: LinkGold, records: Mapping[str, list[frozenset[Told]]], as_gold: Mapping[str, Mapping[Told, Told]] | None
) -> LinkReport:
    scores = {part: score_links(gold, part, records[part], as_gold[part] if as_gold else None) for part in PARTS}
    return LinkReport(scores, life_cycle(gold, scores["meetings"]), tuple(people_merged(gold, scores["actors"])))


def _read(path: Path) -> RawArticle:
    if not path.is_file():
        raise EvaluationError(f"No text {path} for its gold file; name the folder of texts with --texts.")
    return read_text(path.read_bytes(), id=path.stem, source=path.name)


def links_table(reports: Mapping[str, LinkReport]) -> Iterator[str]:
    """The reports as lines of text."""
    yield f"{'links between articles':<31}{'P':>6} {'R':>6} {'F1':>6} {'right':>6} {'found':>5} {'gold':>5} aside"
    for facts, report in reports.items():
        for part, score in report.scores.items():
            x = score.figures()
            shares = " ".join("     -" if x[k] is None else f"{x[k]:6.3f}" for k in ("p", "r", "f1"))
            yield f"{f'{part} from {facts} facts':<31}{shares} {x['tp']:6} {x['pred']:5} {x['gold']:5} {x['aside']:5}"
        yield f"{f'life-cycle, {facts} facts':<31}{'':>21}{report.life_cycle[0]:6} {'':>5} {report.life_cycle[1]:5}"
        for pair in report.merged:
            yield f"different people made one, {facts} facts: {' / '.join(pair)}"


def links_errors(gold: LinkGold, report: LinkReport) -> Iterator[str]:
    """A line for each link found wrongly or missed."""
    for part, score in report.scores.items():
        for what, links in (("wrong", score.wrong), ("missed", score.missed)):
            for link in links:
                yield f"{part:<12}{what:<8}" + " ~ ".join(_shown(gold, part, told) for told in sorted(link))


def _shown(gold: LinkGold, part: str, told: Told) -> str:
    fact = gold.fact(part, told)
    rest = (
        [str(fact[name]) for name in ("kind", "status", "date", "place") if fact.get(name)] if part != "actors" else []
    )
    return f"{told[0]} {told[1]} {fact.get('name') or '-'} [{', '.join(rest)}]"
