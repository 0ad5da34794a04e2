"""The grammar of chunks: which words name an actor or a place, read without a parser."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy

from legation.mention.atoms import Lookup
from legation.mention.chunks import ActorChunk
from legation.mention.lists import singular
from legation.mention.spot import Spotted, Spotter, chunks_of
from legation.parse import Parser, Token
from legation.tables.gazetteer import Gazetteer
from legation.tables.offices import Offices
from legation.tables.titles import load_titles

PARSER = Parser(spacy.blank("en"), "blank")

# text, words of the chunk, name, title, country
FIRST_ACTOR = [
    (
        "Norwegian Foreign Minister Qorv Testmann spoke.",
        "Norwegian Foreign Minister Qorv Testmann",
        "Qorv Testmann",
        "Foreign Minister",
        "NOR",
    ),
    (
        "Qorv Testmann, Norway's foreign minister, spoke.",
        "Qorv Testmann, Norway's foreign minister,",
        "Qorv Testmann",
        "foreign minister",
        "NOR",
    ),
    (
        "The foreign minister of Norway, Qorv Testmann, spoke.",
        "The foreign minister of Norway, Qorv Testmann,",
        "Qorv Testmann",
        "foreign minister",
        "NOR",
    ),
    ("President Qorv Testmann of Norway spoke.", "President Qorv Testmann of Norway", "Qorv Testmann", "President", "NOR"),
    ("President Qorv Testmann of the opera spoke.", "President Qorv Testmann", "Qorv Testmann", "President", None),
    ("Tokyo's foreign minister spoke.", "Tokyo's foreign minister", None, "foreign minister", "JPN"),
    ("Qorv Testmann, Norway's foreign minister spoke of, left.", "Norway's foreign minister", None, "foreign minister", "NOR"),
    ("Mr. Qorv Testmann, Norway's foreign minister said, left.", "Mr. Qorv Testmann", "Qorv Testmann", None, None),
    ("Tokyo and the foreign minister spoke.", "foreign minister", None, "foreign minister", None),
    ("Finland's newly named foreign minister spoke.", "Finland's newly named foreign minister", None, "foreign minister", "FIN"),
    ("Vietnamese officials spoke.", "Vietnamese officials", None, None, "VNM"),
    ("The tenant of the Kremlin spoke.", "tenant of the Kremlin", None, "tenant of the Kremlin", "RUS"),
    ("Qorv Testmann was then the Norwegian foreign minister.", "Qorv Testmann", "Qorv Testmann", None, None),
    ("Qorv Testmann saw the Norwegian foreign minister.", "Norwegian foreign minister", None, "foreign minister", "NOR"),
    ("Mr. van Testmann spoke.", "Mr. van Testmann", "van Testmann", None, None),
    ("Foreign Minister Qorv Testmann Monday spoke.", "Foreign Minister Qorv Testmann", "Qorv Testmann", "Foreign Minister", None),
    ("The Norwegian foreign minister in May spoke.", "Norwegian foreign minister", None, "foreign minister", "NOR"),
]
NOBODY = [
    "The tenant of the flat spoke.",
    "Vietnamese coffee was served.",
    "Qorv Testmann, a dentist, spoke.",
    "They walked down Monday Street.",
    "The USS Ronald Reagan lay at anchor.",
    "They studied at the Nelson Mandela University.",
]


@pytest.fixture(scope="module")
def lookup() -> Lookup:
    offices = Offices.open()
    return Lookup(gazetteer=Gazetteer.open(), offices=offices, titles=load_titles(), given_names=offices.given_names)


def spotted(lookup: Lookup, text: str) -> tuple[Spotted, tuple[Token, ...]]:
    tokens = PARSER.tokenize(text)
    return Spotter(lookup).spot(tokens), tokens


def words_of(chunk: ActorChunk, text: str, tokens: tuple[Token, ...]) -> str:
    return text[tokens[chunk.first].start : tokens[chunk.last].end]


@pytest.mark.parametrize(("text", "words", "name", "title", "country"), FIRST_ACTOR)
def test_first_actor(lookup: Lookup, text: str, words: str, name: str | None, title: str | None, country: str | None) -> None:
    seen, tokens = spotted(lookup, text)
    first = seen.actors[0]
    assert (words_of(first, text, tokens), first.name, first.title, first.country) == (words, name, title, country)


@pytest.mark.parametrize("text", NOBODY)
def test_nobody(lookup: Lookup, text: str) -> None:
    seen, tokens = spotted(lookup, text)
    assert [words_of(a, text, tokens) for a in seen.actors] == []


def test_a_plural_title_with_two_names_is_two_actors(lookup: Lookup) -> None:
    seen, _ = spotted(lookup, "The foreign ministers of Peru and Chile, Ana Testmann and Luis Probst, spoke.")
    assert [(a.name, a.title, a.country, a.plural) for a in seen.actors] == [
        ("Ana Testmann", "foreign minister", "PER", False),
        ("Luis Probst", "foreign minister", "CHL", False),
    ]


def test_a_plural_title_without_names_is_one_chunk_with_an_office_for_each_country(lookup: Lookup) -> None:
    seen, _ = spotted(lookup, "The foreign ministers of Peru and Chile spoke.")
    assert [(a.name, a.plural) for a in seen.actors] == [(None, True)]
    assert [(m.title, m.country, m.plural) for m in seen.actors[0].members] == [
        ("foreign minister", "PER", False),
        ("foreign minister", "CHL", False),
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Presidents Ana Testmann of Peru, Luis Probst of Chile and Jan Versuch of Bolivia spoke.", ["PER", "CHL", "BOL"]),
        ("The French and German foreign ministers, Ana Testmann and Luis Probst, spoke.", ["FRA", "DEU"]),
        ("Chile's Ana Testmann and Peru's Qorv Probst spoke.", ["CHL", "PER"]),
        ("Presidents Ana Testmann and Luis Probst spoke.", [None, None]),
    ],
)
def test_each_name_of_a_list_has_its_own_country(lookup: Lookup, text: str, named: list[str | None]) -> None:
    seen, _ = spotted(lookup, text)
    assert [a.country for a in seen.actors] == named


def test_firms_of_two_countries_are_no_people(lookup: Lookup) -> None:
    seen, _ = spotted(lookup, "France's Grand Moulin and Italy's Casa Bella spoke.")
    assert seen.actors == ()


def test_a_delegation_is_its_leader_who_travels_for_its_country(lookup: Lookup) -> None:
    seen, _ = spotted(lookup, "A Cuban delegation headed by Health Minister Qorv Testmann spoke.")
    assert [(a.name, a.title, a.country) for a in seen.actors] == [("Qorv Testmann", "Health Minister", "CUB")]


@pytest.mark.parametrize(
    ("title", "one"),
    [
        ("foreign ministers", "foreign minister"),
        ("secretaries of state", "secretary of state"),
        ("secretaries general", "secretary general"),
        ("Ministers of Foreign Affairs", "Minister of Foreign Affairs"),
    ],
)
def test_titles_in_the_singular(title: str, one: str) -> None:
    assert singular(title) == one


def test_places_and_demonyms(lookup: Lookup) -> None:
    seen, tokens = spotted(lookup, "They went to Paris, then Finland, and met the French in may.")
    assert [(tokens[p.first].text, p.country, p.demonym) for p in seen.places] == [
        ("Paris", None, False),
        ("Finland", "FIN", False),
        ("French", "FRA", True),
    ]


def test_a_surname_is_an_actor_once_the_report_has_introduced_it(lookup: Lookup) -> None:
    seen, tokens = spotted(lookup, "Testmann spoke.")
    later = Spotter(replace(lookup, known={"Testmann": "Qorv Testmann"}))
    assert seen.actors == ()
    assert [a.name for a in later.spot_again(tokens, seen).actors] == ["Qorv Testmann"]


def test_a_sentence_without_an_introduced_form_keeps_what_it_named(lookup: Lookup) -> None:
    seen, tokens = spotted(lookup, "The Norwegian foreign minister spoke.")
    later = Spotter(replace(lookup, known={"Testmann": "Qorv Testmann"}))
    assert later.spot_again(tokens, seen) is seen
    assert later.spot(tokens) == seen


@pytest.mark.parametrize(("text", "shown"), [("They had one-on-one talks.", ["meeting"]), ("They had one-to-many talks.", [])])
def test_private_talks_are_shown_as_a_meeting(lookup: Lookup, text: str, shown: list[str]) -> None:
    seen, tokens = spotted(lookup, text)
    assert [c.shown for c in chunks_of(seen, tokens)] == shown
