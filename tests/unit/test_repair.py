"""Every rule of repair: texts it must mend, and near misses it must leave as they are."""

from __future__ import annotations

import pytest

from legation.repair import disjoint, mend, repair
from legation.span import Edit, Span

MENDED = [
    ("Mr.me Okoro left.", "Ms. Okoro left."),
    ("Mme Okoro left, and Mme. Vidal with her.", "Ms. Okoro left, and Ms. Vidal with her."),
    ("told The Presslast week that", "told The Press last week that"),
    ("an interview with The Heraldthis Monday", "an interview with The Herald this Monday"),
    ("They met lastweek.", "They met last week."),
    ("far beyond beyond the region", "far beyond the region"),
    ("He thanked the the host.", "He thanked the host."),
    ("the minister, ”said an aide", "the minister,” said an aide"),
    ("“ We agree” he said", "“We agree” he said"),
    ("“We agree.“ Then he left", "“We agree.” Then he left"),
    ('"We agree, "said an aide', '"We agree," said an aide'),
    ('"We agree. "', '"We agree."'),
    ("[Ana Prieto] will come", "Ana Prieto will come"),
    ("[T]he talks with [the] envoy", "The talks with the envoy"),
    ("He came. […]. He left.", "He came. He left."),
    ("He came [...] and left.", "He came and left."),
    ("[…] He left.", "He left."),
    ("MÃ©lanie said itâ€™s â€œreadyâ€\x9d", "Mélanie said it’s “ready”"),
    ("SÃ£o TomÃ©", "São Tomé"),
    ("\x93Ready\x94, he said \x85", "“Ready”, he said …"),
    ("Procter&nbsp;&amp; Gamble &#8217;s", "Procter & Gamble ’s"),
    ("the mini\u00adster\u200b of\u200f state\ufeff", "the minister of state"),
    ("on\xa030\u202fSeptember\tlast", "on 30 September last"),
    ("a\x00b", "ab"),
    ("He left.The minister stayed.", "He left. The minister stayed."),
    ("Mr.Okoro and Dr.Vidal", "Mr. Okoro and Dr. Vidal"),
    ("``We agree,'' he said", "“We agree,” he said"),
    ("Anna Prieto. Ana Prieto met Okoro. Ana Prieto left.", "Ana Prieto. Ana Prieto met Okoro. Ana Prieto left."),
    ("Jos Vidal came. Joe Vidal spoke. Joe Vidal left.", "Joe Vidal came. Joe Vidal spoke. Joe Vidal left."),
]
LEFT = [
    "All that he had had was that that was said, very very quietly.",
    "They flew from Bora Bora to Pago Pago and Baden Baden.",
    "She moved in in May and gave her her seat.",
    "on Sept. 30 at 10 a.m. in Washington, D.C.",
    "A Ballast week at sea; the Vidal last week.",
    "[sic] was in the text [1].",
    "[…]",
    "www.Example.com and mail@Legation.Org and Booking.Com",
    "AT&T and R&D; Marks & Spencer",
    "Café Zoë, “naïve” résumé – où ? Ça va, Ångström.",
    "He said, “Yes.” Then he left.",
    'He told the minister, "never" and then "no, " twice.',
    "Maria Vidal met Mario Vidal. Mario Vidal left. Mario Vidal slept.",
    "Jos Vidal came. Joe Vidal left.",
    "Then President Vidal left. The President Vidal left. The President Vidal slept.",
    "Robert'); DROP TABLE visits;-- <b>Vidal</b>",
]


@pytest.mark.parametrize(("scarred", "sound"), MENDED)
def test_scars_are_mended(scarred: str, sound: str) -> None:
    assert mend(scarred)[0] == sound


@pytest.mark.parametrize("text", LEFT)
def test_sound_words_are_left(text: str) -> None:
    assert mend(text)[0] == text


@pytest.mark.parametrize(("scarred", "sound"), MENDED)
def test_mending_twice_is_mending_once(scarred: str, sound: str) -> None:
    assert mend(sound)[0] == sound, scarred


def test_the_way_back_leads_to_the_scar() -> None:
    text = "Then Mr.me Okoro came."
    mended, offsets = repair(text, at=100)
    place = mended.index("Ms. Okoro")
    span = offsets.to_source_span(Span(place, place + len("Ms. Okoro")))
    assert text[span.start - 100 : span.end - 100] == "Mr.me Okoro"


def test_words_around_brackets_keep_their_letters() -> None:
    text = "Soon [Ana Prieto] will come"
    mended, offsets = mend(text)
    place = mended.index("Ana Prieto")
    assert offsets.to_source(Span(place, place + 10)) == (Span(6, 16),)


def test_letters_mended_first_are_words_mended_next() -> None:
    text = "the ministerâ€¦ beyond beyond"
    mended, offsets = mend(text)
    assert mended == "the minister… beyond"
    assert text[offsets.to_source_span(Span(12, 13)).start :].startswith("â€¦")


def test_the_earlier_of_two_edits_that_meet_has_its_way() -> None:
    first, second, third = Edit(Span(2, 5), "a"), Edit(Span(4, 6), "b"), Edit(Span(5, 7), "c")
    assert disjoint([first, second, third]) == (first, third)
