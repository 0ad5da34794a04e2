"""Who can have said, wished or judged something: people, bodies of people, and papers that have words on them."""

from __future__ import annotations

from legation.parse import Parsed, Word

PRONOUNS = frozenset(
    "he she they we i you who whoever some many most several few both all others everyone everybody anyone anybody nobody none "
    "someone somebody one each neither either another him her them two three four five six seven eight nine ten dozens hundreds "
    "thousands those".split()
)
"""Words that stand for people."""
PEOPLE = frozenset(
    "people person man woman men women child wife husband father mother brother son daughter sister friend parent relative widow "
    "official aide source chief head boss diplomat ambassador envoy delegate candidate president premier prime king queen prince "
    "princess pope archbishop cardinal bishop patriarch sultan emir sheikh crown monarch sovereign chancellor secretary deputy "
    "governor mayor senator general admiral colonel captain sergeant spokesman spokeswoman spokesperson chairman chairwoman "
    "chairperson chair businessman businesswoman congressman congresswoman policeman ally rival critic expert specialist veteran "
    "insider advocate pundit scholar academic professor student graduate client patient refugee detainee hostage captive guest host "
    "guard judge juror attorney magistrate witness victim suspect defendant politician physician technician musician civilian "
    "guardian historian librarian custodian politico statesman colleague counterpart confidant confidante fan hawk dove moderate "
    "conservative liberal progressive democrat republican socialist communist nationalist islamist negotiator consul attache attaché "
    "adviser monk priest imam rabbi cleric pastor tycoon magnate star celebrity nominee designate elder figure representative "
    "executive operative native local national citizen militant combatant rebel insurgent migrant resident attendee participant "
    "respondent applicant accountant consultant assistant occupant informant merchant tenant lieutenant".split()
)
"""Nouns for people that their ending does not tell."""
BODIES = frozenset(
    "government administration ministry cabinet office department presidency embassy consulate mission delegation team staff "
    "secretariat commission committee council board panel court tribunal parliament congress senate assembly chamber house "
    "legislature party coalition opposition camp campaign movement union alliance bloc group faction side military army navy police "
    "force militia junta regime palace authority agency service bureau institute institution organisation organization association "
    "federation confederation foundation company firm bank corporation network station channel broadcaster publication newspaper "
    "daily paper weekly magazine journal tabloid medium media press outlet news wire website site blog community family public "
    "electorate crowd audience majority minority half third quarter percent % state country nation republic kingdom capital city town "
    "church synagogue mosque clergy leadership entourage circle think-tank tank business industry lobby syndicate university college "
    "school hospital club society league power".split()
)
"""Nouns for bodies of people."""
PAPERS = frozenset(
    "statement communique communiqué release readout report document letter note memo memorandum email e-mail message text post tweet "
    "article editorial column story piece op-ed book memoir biography poll survey study research analysis paper finding result figure "
    "data datum statistic record transcript declaration resolution agreement treaty accord announcement notice ad advert "
    "advertisement poster sign banner petition lawsuit suit filing complaint indictment ruling verdict judgment order decree law "
    "speech address testimony interview remark comment broadcast video caption headline bulletin cable dispatch account website page "
    "publication census review assessment estimate projection forecast inquiry investigation probe audit schedule programme program "
    "itinerary invitation rumour rumor source polling intelligence evidence".split()
)
"""Nouns for what has words on it, or tells what was found."""
ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "eer", "ee", "person", "men", "women")
"""Endings of nouns for people."""
THINGS = frozenset(
    "number matter order letter paper power offer dinner supper center corner factor error border quarter summer winter weather war "
    "manner chapter character disaster answer flower tower river water October september november december layer danger hunger anger "
    "fever transfer cover barrier pier career encounter charter register computer trailer shelter theater theatre tender tremor "
    "terror horror humor rumor labor favor behavior color honor door floor flavor vapor mirror vector sector corridor harbor armor "
    "committee degree fee knee coffee tree guarantee frontier list mist waist wrist coast twist dossier counter filter finger "
    "shoulder banner poster newsletter chamber timber lumber monitor indicator reactor tractor motor meteor trigger primer helicopter "
    "tanker cruiser destroyer carrier bomber fighter container".split()
)
"""Nouns with such an ending that are none."""


NOBODY = frozenset("nobody none neither nothing few whoever anybody anyone whatever".split())
NO = frozenset({"no", "neither", "few"})
"""Words of which nobody is the speaker, as the subject and before it."""


def is_name(word: Word) -> bool:
    """Whether a noun is a name that the tagger did not know for one: several words in one, or a capital within the sentence."""
    return word.pos == "NOUN" and word.text[:1].isupper() and (word.i > 0 or word.end - word.start > len(word.text))


def can_speak(word: Word, *, papers: bool) -> bool:
    """Whether a noun or pronoun is somebody, a body, or where ``papers`` says so a paper, whose words or mind can be told of."""
    text = word.text.lower()
    if word.pos == "PROPN" or is_name(word):
        return True
    if word.pos in ("PRON", "DET", "NUM", "ADJ"):
        return text in PRONOUNS or text.isdigit()
    if word.pos != "NOUN":
        return False
    if word.lemma in PEOPLE or word.lemma in BODIES or (papers and word.lemma in PAPERS):
        return True
    return word.lemma.endswith(ENDINGS) and word.lemma not in THINGS


def is_person(word: Word) -> bool:
    """Whether a common noun, or the name of a party's people ("Republicans"), is somebody and no body of people."""
    lemma = word.text.lower().removesuffix("s") if word.tag == "NNPS" else word.lemma
    if lemma in BODIES or lemma in PAPERS or (word.pos == "PROPN" and word.tag != "NNPS"):
        return False
    return lemma in PEOPLE or (word.pos == "NOUN" and lemma.endswith(ENDINGS) and lemma not in THINGS)


def is_nobody(parsed: Parsed, word: Word) -> bool:
    """Whether a subject says that nobody, hardly anybody or whoever did something: "neither side", "few in Oslo"."""
    return word.text.lower() in NOBODY or any(c.text.lower() in NO for c in parsed.of(word, "det", "amod", "preconj", "neg"))
