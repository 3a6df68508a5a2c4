"""The spaCy pipeline that analyses a text: tokens, sentence bounds by rule, then our analyser or another pipeline's."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from articles.extraction import analyser, sentences

#: Kept with every piece of evidence; changes whenever the rules or lexicons change what is found.
RULES_VERSION = "rules-7"
#: entity labels of other pipelines -> the analyser's (OntoNotes, CoNLL and Universal NER styles)
ENTITY_LABELS = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE",
    "NORP": "COUNTRY", "DATE": "DATE", "COUNTRY": "COUNTRY", "PLACE": "PLACE",
}  # fmt: skip
#: two letters make an initial in Mongolian names, where they are no form of address ('Mr.Smith')
INITIAL = r"(?!(?:Mr|Ms|Dr|St|Lt|Jr|Sr|No|Mt|In|It|He|We|On|At)\.)[A-Z][a-z]?\.(?=[A-Z][a-z]{2})"


class PipelineError(RuntimeError):
    """A pipeline that cannot be used; the message names it and the remedy."""


def load_pipeline(name: str = "") -> Language:
    """English tokens, sentence bounds and the analyser, ready for `extract`.

    `name`: an installed spaCy pipeline to use in the analyser's place. Its tags, tree and entities are taken over,
    entity labels by ENTITY_LABELS; what only our analyser knows (posts, events, arcs) is then left to the rules.
    Raises PipelineError when there is no such pipeline, analyser.AnalyserError when our model's files are missing.
    """
    if name:
        return _named(name)
    nlp = spacy.blank("en")
    _split_hung_dashes(nlp)
    _split_initials(nlp)
    nlp.add_pipe(sentences.sentence_bounds.__name__)
    nlp.add_pipe("chancery_analyser")
    nlp.max_length = 2_000_000
    return nlp


def _split_hung_dashes(nlp: Language) -> None:
    """'ASEAN- Russia ties': a dash that hangs on a word is a token of its own, as one between two words is."""
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=[^\W\d_])[-–—]"]
    nlp.tokenizer.suffix_search = spacy.util.compile_suffix_regex(suffixes).search  # type: ignore[union-attr]


def _split_initials(nlp: Language) -> None:
    """'Ts.Elbegdorj', 'N.Altankhuyag': an initial written as one with the name is a token of its own."""
    prefixes = [*(nlp.Defaults.prefixes or ()), INITIAL]
    nlp.tokenizer.prefix_search = spacy.util.compile_prefix_regex(prefixes).search  # type: ignore[union-attr]


def pipeline_version(name: str = "") -> str:
    """What evidence records: the version of the rules and that of the model that reads the texts; loads neither."""
    if name:
        return "-".join(filter(None, [f"{RULES_VERSION}+{name}", spacy.util.get_package_version(name)]))
    return f"{RULES_VERSION}+english-{analyser.read_labels(analyser.MODEL)['version']}"


def _named(name: str) -> Language:
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise PipelineError(
            f"KB_SPACY_PIPELINE names {name!r}, which spaCy cannot load ({reason}): install that pipeline into this "
            "environment, or leave KB_SPACY_PIPELINE empty for the analyser that comes with Chancery."
        ) from error
    nlp.add_pipe(sentences.sentence_bounds.__name__, first=True)
    nlp.add_pipe("mapped_entities", last=True)
    nlp.max_length = 2_000_000
    return nlp


@Language.component("mapped_entities", assigns=["doc.ents"])
def mapped_entities(doc: Doc) -> Doc:
    """Entities under the analyser's labels; those that none stands for are dropped."""
    kept = [span for span in doc.ents if span.label_ in ENTITY_LABELS]
    for span in kept:
        span.label_ = ENTITY_LABELS[span.label_]
    doc.set_ents(kept, default="outside")
    doc._.reading = analyser.reading_of_entities(doc)
    return doc
