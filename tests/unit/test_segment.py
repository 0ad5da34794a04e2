"""Paragraphs, sentences, voices and quotations, each with near misses."""

from __future__ import annotations

import pytest

from legation.model import Sentence, Voice
from legation.read import read_text
from legation.segment import overlong, segment


def sentences_of(text: str) -> list[str]:
    return [sentence.text for sentence in segment(read_text(text, language="en"))]


def voices_of(text: str) -> list[tuple[str, str]]:
    return [(sentence.voice.value, sentence.text) for sentence in segment(read_text(text, language="en"))]


def quotes_of(text: str) -> list[str]:
    found = []
    for sentence in segment(read_text(text, language="en")):
        found += [sentence.text[span.start : span.end] for span in sentence.quoted]
    return found


ONE = [
    "Mr. Okoro, Mrs. Vidal and Gen. J. R. Prieto of the U.S. State Department met Sen. Brandt.",
    "Talks began at 10 a.m. Monday in Washington, D.C., and ended on Sept. 30 with No. 2 envoy St. Clair.",
    "Trade grew by 3.5 percent to $1.2 billion, according to the U.N. Secretariat.",
    "Ferdinand Okoro Jr. met Vidal vs. Brandt, i.e. the envoys, e.g. Prieto.",
    "“Will he come?” Okoro asked.",
    "“Never!” said the minister.",
    "The firm Brandt Inc. signed with Vidal Co. of Canada.",
    "Lt. Gov. Ana M. Vidal spoke for the U.S.-Strelsau council.",
    "President Benigno S. Okoro III landed.",
]
TWO = [
    ("He left the U.S. He went home.", "He left the U.S."),
    ("They met in Washington, D.C. The talks went well.", "They met in Washington, D.C."),
    ("They talked until 6 p.m. Okoro then left.", "They talked until 6 p.m."),
    ("He said no. They left.", "He said no."),
    ("“We agree.” Then he left.", "“We agree.”"),
    ('"We agree." Okoro then left.', '"We agree."'),
    ("Did he come? Okoro does not know.", "Did he come?"),
    ("He came (late.) She left.", "He came (late.)"),
    ("It went on… Then it ended.", "It went on…"),
    ("He came in 2019. 24 envoys followed.", "He came in 2019."),
    ("They met in Oct. The next round is open.", "They met in Oct."),
    ("It was cancelled.[3] The host was told.", "It was cancelled.[3]"),
    ("He met Ferdinand Okoro Jr. The two talked.", "He met Ferdinand Okoro Jr."),
]


@pytest.mark.parametrize("text", ONE)
def test_a_stop_within_a_sentence_does_not_end_it(text: str) -> None:
    assert sentences_of(text) == [text]


@pytest.mark.parametrize(("text", "first"), TWO)
def test_a_stop_ends_a_sentence(text: str, first: str) -> None:
    found = sentences_of(text)
    assert found == [first, text[len(first) + 1 :]]


def test_each_sentence_of_a_long_quotation_stands_by_itself() -> None:
    text = "“He could have gone elsewhere. But he chose to come. It says a lot about the two, ”said this source."
    assert sentences_of(text)[2] == "It says a lot about the two,” said this source."
    assert quotes_of(text) == ["He could have gone elsewhere.", "But he chose to come.", "It says a lot about the two,"]


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "Okoro said: “We met twice.\n\n“We will meet again,” he said.\n\nHe then left."
    assert quotes_of(text) == ["We met twice.", "We will meet again,"]


def test_a_straight_quotation_closed_in_the_next_paragraph_goes_on() -> None:
    assert quotes_of('He said, "We met twice.\nWe will meet again."\nHe left.') == ["We met twice.", "We will meet again."]


def test_single_marks_quote_and_apostrophes_do_not() -> None:
    assert quotes_of("The ministers' plan, Okoro's, was 'in ruins', he said.") == ["in ruins"]
    assert quotes_of("‘We agree,’ said Okoro of the envoys’ plan.") == ["We agree,"]
    assert quotes_of("It's the '90s and rock 'n' roll of the envoys.") == []


def test_a_mark_without_its_fellow_quotes_nothing() -> None:
    assert quotes_of('The 12" gun stood there. Okoro left.') == []


def test_wrapped_lines_are_joined_and_lead_back() -> None:
    text = (
        "Foreign Minister Ana Prieto travelled to Strelsau on Thursday for talks\n"
        "with her counterpart about the fisheries treaty, which both of the long-\n"
        "standing partners hope to sign before the end of the present summer.\n"
        "She will go home on Friday.\n"
    )
    found = segment(read_text(text, language="en"))
    assert [sentence.text.split()[-1] for sentence in found] == ["summer.", "Friday."]
    assert "talks with her" in found[0].text
    assert "long-standing" in found[0].text
    place = found[0].text.index("talks with")
    span = found[0].offsets.to_source_span(type(found[0].span)(place, place + 10))
    assert text[span.start : span.end] == "talks\nwith"


def test_wrapped_paragraphs_may_be_told_apart_by_indents_alone() -> None:
    text = (
        "STRELSAU, Ruritania (AP) -- President Ferdinand Okoro of Freedonia met Foreign\n"
        "Minister Ana Prieto on Tuesday, the State Department said. They agreed on\n"
        "most of it.\n   The two also discussed the border.\n   Later he is to see Gen. Vidal.\n"
    )
    assert [sentence.paragraph for sentence in segment(read_text(text, language="en"))] == [0, 0, 1, 2]


def test_lines_of_prose_are_paragraphs() -> None:
    text = "Okoro went to Strelsau on Monday to meet the whole cabinet there\nVidal stayed at home with the others and waited for him\n"
    assert [sentence.paragraph for sentence in segment(read_text(text, language="en"))] == [0, 1]


def test_title_byline_caption_and_pull_quote_stand_apart() -> None:
    text = (
        "Okoro to visit Strelsau in the spring\n\nBy Jane Roe\n\nThe Herald\n\n"
        "STRELSAU, Feb. 19 -- President Okoro will visit in spring. Talks are planned.\n\n"
        "President Okoro and Foreign Minister Ana Prieto\n\n"
        "Yes, we will receive him. It is our pleasure.\n\nAna Prieto, Foreign Minister of Strelsau\n\n"
        "The last visit was in 2012."
    )
    assert voices_of(text) == [
        ("headline", "Okoro to visit Strelsau in the spring"),
        ("byline", "By Jane Roe"),
        ("byline", "The Herald"),
        ("narration", "President Okoro will visit in spring."),
        ("narration", "Talks are planned."),
        ("caption", "President Okoro and Foreign Minister Ana Prieto"),
        ("pull_quote", "Yes, we will receive him."),
        ("pull_quote", "It is our pleasure."),
        ("speaker", "Ana Prieto, Foreign Minister of Strelsau"),
        ("narration", "The last visit was in 2012."),
    ]


def test_a_quotation_signed_in_its_own_paragraph_has_a_speaker() -> None:
    text = "The talks failed.\n\nWe did what we could. Our door stays open. Ana Prieto, Foreign Minister\n\nOkoro went home."
    assert [voice for voice, _ in voices_of(text)] == ["narration", "pull_quote", "pull_quote", "speaker", "narration"]


@pytest.mark.parametrize(
    ("line", "voice"),
    [
        ("Photo: Ana Prieto arrives in Strelsau.", Voice.CAPTION),
        ("Ana Prieto at the airport (AFP)", Voice.CAPTION),
        ("Ana Prieto waves. Image: City of Strelsau.", Voice.CAPTION),
        ("Reporting by Jane Roe; editing by John Doe", Voice.BYLINE),
        ("Okoro will fly home on Friday", Voice.NARRATION),
        ("He flies home Friday", Voice.NARRATION),
        ("Okoro flew home.", Voice.NARRATION),
    ],
)
def test_voice_of_a_line_between_paragraphs(line: str, voice: Voice) -> None:
    text = f"The minister arrived on Monday.\n\n{line}\n\nThe talks went on until Tuesday."
    assert segment(read_text(text, language="en"))[1].voice is voice


def test_a_report_of_one_line_is_prose() -> None:
    assert voices_of("Okoro in Strelsau") == [("narration", "Okoro in Strelsau")]


def test_a_title_that_the_record_gives_is_a_headline_however_it_ends() -> None:
    found = segment(read_text("Okoro is here.\nHe came on Monday.", title="Okoro is here.", language="en"))
    assert [sentence.voice for sentence in found] == [Voice.HEADLINE, Voice.NARRATION]


def test_the_dateline_is_in_no_sentence() -> None:
    first = segment(read_text("HANOI, Vietnam — Okoro came on Monday.", language="en"))[0]
    assert (first.text, first.span.start) == ("Okoro came on Monday.", 17)


def test_an_overlong_line_is_cut_and_told() -> None:
    found = segment(read_text("word, " * 5_000, language="en"))
    assert max(len(sentence.text) for sentence in found) <= 1_500
    assert overlong(found) == len(found) - 1
    assert overlong(segment(read_text("He came. He left.", language="en"))) == 0


def test_numbers_and_paragraphs_count_up() -> None:
    found: tuple[Sentence, ...] = segment(read_text("One came. Two left.\n\nThree stayed.", language="en"))
    assert [(sentence.number, sentence.paragraph) for sentence in found] == [(0, 0), (1, 0), (2, 1)]
