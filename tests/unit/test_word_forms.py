"""Parts of speech and lemmas that are remembered are those which the whole pipeline gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from spacy.language import Language

from legation.parse import Parser
from legation.word_forms import COMPONENTS, WordForms, meanings

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "samples.jsonl"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return Parser.load().nlp


def test_every_word_of_the_samples_is_as_the_whole_pipeline_has_it(nlp: Language) -> None:
    forms = WordForms.of(nlp)
    assert forms is not None
    paragraphs = [p for line in SAMPLES.read_text("utf-8").splitlines() for p in json.loads(line)["text"].split("\n") if p.strip()]
    paragraphs += [
        "Let's go, they're gonna say; there's a deal, y'all got to see it, and it ain't off.",
        "C'mon, he got a call and gets none.",
    ]
    whole = [meanings(doc) for doc in nlp.pipe(paragraphs)]
    for _ in range(2):
        assert [forms.read(doc) for doc in nlp.pipe(paragraphs, disable=COMPONENTS)] == whole
    assert len(forms.known) > 1000


def test_a_pipeline_with_other_last_components_reads_each_word_anew(nlp: Language) -> None:
    with nlp.select_pipes(disable=["lemmatizer"]):
        assert WordForms.of(nlp) is None
