"""Which pipeline reads a text, and what evidence calls it."""

from datetime import date

import pytest
import spacy
from django.core.management import CommandError, call_command

from articles.extraction import extract
from articles.extraction.analyser import MODEL, read_labels
from articles.extraction.pipeline import PipelineError, load_pipeline, pipeline_version
from articles.importing.gazetteer import gazetteer_from_files

TEXT = "Kenyan Foreign Minister Wanjiru Odhiambo held talks with Oman's Said Saleh in Nairobi on Monday."


@pytest.fixture
def other_pipeline(tmp_path):
    """A pipeline of somebody else's on disk: entities under OntoNotes' labels, no tags, no tree."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PERSON", "pattern": "Wanjiru Odhiambo"},
            {"label": "GPE", "pattern": "Nairobi"},
            {"label": "MONEY", "pattern": "talks"},
        ]
    )
    nlp.to_disk(tmp_path / "other")
    return str(tmp_path / "other")


def test_pipeline_is_our_analyser_unless_another_is_named():
    assert load_pipeline().pipe_names == ["sentence_bounds", "chancery_analyser"]


def test_pipeline_version_tells_rules_and_model():
    assert pipeline_version() == f"rules-7+english-{read_labels(MODEL)['version']}"
    assert pipeline_version("some_pipeline") == "rules-7+some_pipeline"


def test_pipeline_of_others_brings_its_entities_under_our_labels(other_pipeline):
    doc = load_pipeline(other_pipeline)(TEXT)
    assert {(e.text, e.label_) for e in doc.ents} == {("Wanjiru Odhiambo", "PERSON"), ("Nairobi", "PLACE")}
    assert [m.label for m in doc._.reading.names] == ["PERSON", "PLACE"]


def test_pipeline_of_others_still_gives_facts(other_pipeline):
    nlp = load_pipeline(other_pipeline)
    facts = extract(TEXT, published=date(2020, 2, 5), nlp=nlp, gazetteer=gazetteer_from_files())
    assert [(m.kind, m.date, m.place) for m in facts.meetings] == [("talks", "2020-02-03", "Nairobi")]


@pytest.mark.parametrize("name", ["en_no_such_pipeline", "/nowhere/at/all"])
def test_pipeline_that_is_not_installed_names_itself_and_the_remedy(name):
    with pytest.raises(PipelineError, match=rf"KB_SPACY_PIPELINE names '{name}'.*install that pipeline"):
        load_pipeline(name)


@pytest.mark.parametrize("command", [("extract", "-"), ("evaluate",)])
def test_pipeline_that_is_not_installed_ends_a_command_with_the_remedy(settings, command):
    settings.KB_SPACY_PIPELINE = "en_no_such_pipeline"
    with pytest.raises(CommandError, match="install that pipeline"):
        call_command(*command)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ASEAN- Russia ties", ["ASEAN", "-", "Russia", "ties"]),
        ("ASEAN-Russia ties", ["ASEAN", "-", "Russia", "ties"]),
        ("Moscow – he said", ["Moscow", "–", "he", "said"]),
    ],
)
def test_pipeline_splits_a_dash_from_the_word_it_hangs_on(text, words):
    assert [t.text for t in load_pipeline()(text)] == words
