"""What became of a visit and how sure the text is: one sentence, one status and one certainty."""

from __future__ import annotations

from datetime import date

import pytest

from legation.model import Certainty, ContactKind, Status
from legation.pipeline import Kit, load_kit, read_report
from legation.read import read_text

PUBLISHED = date(2017, 5, 10)
SENTENCES = [
    ("Dutch Foreign Minister Bert Koenders will visit Nairobi on 17 May.", "planned", "plain"),
    ("Dutch Foreign Minister Bert Koenders visited Nairobi in March.", "occurred", "plain"),
    ("Dutch Foreign Minister Bert Koenders was the first minister to visit Nairobi.", "occurred", "plain"),
    ("Dutch Foreign Minister Bert Koenders has visited Nairobi twice.", "occurred", "plain"),
    ("Dutch Foreign Minister Bert Koenders is visiting Nairobi.", "under_way", "plain"),
    ("Dutch Foreign Minister Bert Koenders is leaving for Nairobi on 17 May.", "planned", "plain"),
    ("Dutch Foreign Minister Bert Koenders is due to travel to Nairobi on 17 May.", "planned", "plain"),
    ("Dutch Foreign Minister Bert Koenders might travel to Nairobi in June.", "proposed", "hedged"),
    ("Dutch Foreign Minister Bert Koenders should travel to Nairobi in June.", "proposed", "hedged"),
    ("Dutch Foreign Minister Bert Koenders is expected to travel to Nairobi in June.", "planned", "hedged"),
    ("Dutch Foreign Minister Bert Koenders wants to travel to Nairobi in June.", "proposed", "hedged"),
    ("The ministry said Dutch Foreign Minister Bert Koenders would travel to Nairobi on 17 May.", "planned", "reported"),
    ("Dutch Foreign Minister Bert Koenders will not travel to Nairobi.", "cancelled", "plain"),
    ("Dutch Foreign Minister Bert Koenders cancelled a trip to Nairobi.", "cancelled", "plain"),
    ("Dutch Foreign Minister Bert Koenders postponed his trip to Nairobi.", "postponed", "plain"),
    ("Dutch Foreign Minister Bert Koenders denied having visited Nairobi.", "denied", "plain"),
    ("Dutch Foreign Minister Bert Koenders denied that he would travel to Nairobi.", "denied", "plain"),
    ("Dutch Foreign Minister Bert Koenders has no plans to visit Nairobi.", "denied", "plain"),
    ("Dutch Foreign Minister Bert Koenders accepted an invitation to Nairobi.", "planned", "plain"),
    ("Kenya has invited Dutch Foreign Minister Bert Koenders to visit Nairobi.", "invited", "plain"),
    ("Dutch Foreign Minister Bert Koenders last visited Nairobi in 2014.", "occurred", "plain"),
    ("Dutch Foreign Minister Bert Koenders reportedly visited Nairobi in March.", "occurred", "hedged"),
    ("Dutch Foreign Minister Bert Koenders is ready to travel to Nairobi.", "proposed", "hedged"),
    ("Dutch Foreign Minister Bert Koenders will travel to Nairobi if invited.", "proposed", "hedged"),
    ("Will Dutch Foreign Minister Bert Koenders travel to Nairobi in June?", "proposed", "hedged"),
    ("Dutch Foreign Minister Bert Koenders has not ruled out a visit to Nairobi.", "proposed", "hedged"),
    ("Dutch Foreign Minister Bert Koenders has not cancelled a trip to Nairobi.", "planned", "plain"),
    ("Dutch Foreign Minister Bert Koenders may cancel a trip to Nairobi.", "planned", "hedged"),
    ("Dutch Foreign Minister Bert Koenders was to have visited Nairobi in March.", "cancelled", "plain"),
    ("Dutch Foreign Minister Bert Koenders decided not to travel to Nairobi.", "cancelled", "plain"),
    ("Reports that Dutch Foreign Minister Bert Koenders visited Nairobi are untrue.", "denied", "plain"),
]
NO_CONTACT = [
    "Dutch Foreign Minister Bert Koenders did not visit Nairobi in March.",
    "Dutch Foreign Minister Bert Koenders would have visited Nairobi.",
    "If Dutch Foreign Minister Bert Koenders visits Nairobi, crowds will cheer.",
    "Dutch Foreign Minister Bert Koenders could not travel to Nairobi.",
    "Dutch Foreign Minister Bert Koenders often visits Nairobi.",
    "Dutch Foreign Minister Bert Koenders used to visit Nairobi.",
    "Dutch Foreign Minister Bert Koenders visits Nairobi every year.",
    "Dutch Foreign Minister Bert Koenders would never visit Nairobi.",
    "Dutch Foreign Minister Bert Koenders has no wish to visit Nairobi.",
    "Had Dutch Foreign Minister Bert Koenders visited Nairobi, crowds would have cheered.",
    "Dutch Foreign Minister Bert Koenders was prevented from visiting Nairobi.",
]


@pytest.fixture(scope="session")
def kit() -> Kit:
    """The packaged rules with the pipeline that is installed."""
    return load_kit()


def told(text: str, kit: Kit) -> list[tuple[Status, Certainty]]:
    """Status and certainty of every visit that a text tells."""
    findings = read_report(read_text(text, published=PUBLISHED), kit).contacts
    return [(f.body.status, f.certainty) for f in findings if f.body.kind is ContactKind.VISIT]


@pytest.mark.parametrize(("text", "status", "certainty"), SENTENCES)
def test_status_and_certainty(text: str, status: str, certainty: str, kit: Kit) -> None:
    assert told(text, kit) == [(Status(status), Certainty(certainty))]


@pytest.mark.parametrize("text", NO_CONTACT)
def test_what_was_never_to_be_is_no_visit(text: str, kit: Kit) -> None:
    assert told(text, kit) == []
