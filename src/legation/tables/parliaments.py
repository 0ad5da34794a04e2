"""Parliaments and their chambers by their own names, which tell the state by themselves.

Source   the names that the parliaments use, in their own language or as English-language press gives them; general knowledge, 2026.
"""

from __future__ import annotations

NAMES = """
AFG: Wolesi Jirga; Meshrano Jirga; Loya Jirga
ALB: Kuvendi
AND: General Council of the Valleys
AUT: Nationalrat
AZE: Milli Majlis; Milli Mejlis
BEL: Belgian Chamber of Representatives
BGD: Jatiya Sangsad; Jatiya Sangshad
BGR: Narodno Sabranie
BIH: Predstavnički dom
CHE: Ständerat
CHN: National People's Congress
CZE: Poslanecká sněmovna
DEU: Bundestag; Bundesrat
DNK: Folketing; Folketinget
ESP: Congress of Deputies; Cortes Generales; Cortes
EST: Riigikogu
EUU: European Parliament
FIN: Eduskunta; Riksdagen of Finland
FRA: Palais Bourbon; Assemblée nationale; Assemblée Nationale
FRO: Løgting
GBR: Westminster Parliament; House of Lords; British House of Commons
GEO: Sakartvelos Parlamenti
GRC: Hellenic Parliament; Vouli
GRL: Inatsisartut
HRV: Hrvatski sabor; Sabor
HUN: Országgyűlés
IDN: People's Consultative Assembly; Dewan Perwakilan Rakyat
IND: Lok Sabha; Rajya Sabha
IRL: Dáil; Dáil Éireann; Dail; Oireachtas; Seanad; Seanad Éireann
IRN: Majlis; Majles; Islamic Consultative Assembly
ISL: Althing; Althingi; Alþingi
ISR: Knesset
ITA: Montecitorio; Palazzo Madama
JPN: National Diet; Diet; Shugiin; Sangiin
KAZ: Mazhilis; Mäjilis
KGZ: Jogorku Kenesh; Jogorku Kenesch
KHM: Rotsaphea
KOR: Gukhoe; Kukhoe
LIE: Landtag of Liechtenstein
LTU: Seimas
LUX: Chambre des Députés
LVA: Saeima
MDV: People's Majlis
MKD: Sobranie
MNG: State Great Khural; State Great Hural; Great Khural
MMR: Pyidaungsu Hluttaw; Pyithu Hluttaw; Amyotha Hluttaw
MYS: Dewan Rakyat; Dewan Negara
NLD: Tweede Kamer; Eerste Kamer; States General; States-General
NOR: Storting; Stortinget
NPL: Pratinidhi Sabha; Rastriya Sabha
OMN: Majlis al-Dawla; Majlis al-Shura of Oman
PAK: Majlis-e-Shoora
POL: Sejm
PRK: Supreme People's Assembly
PRT: Assembleia da República; Assembly of the Republic
ROU: Camera Deputaților
RUS: State Duma; Duma; Federation Council
SAU: Shura Council; Majlis al-Shura
SRB: Skupština; Skupstina
SUN: Supreme Soviet
SVK: Národná rada
SVN: Državni zbor
SWE: Riksdag; Riksdagen
TJK: Majlisi Oli; Majlisi Namoyandagon
TKM: Mejlis; Milli Gengesh
TUR: Grand National Assembly; Grand National Assembly of Turkey; Meclis
TWN: Legislative Yuan
UKR: Verkhovna Rada; Rada
USA: U.S. Congress; US Congress; Capitol Hill
UZB: Oliy Majlis
VEN: Asamblea Nacional de Venezuela
VNM: Quốc hội
"""
"""Code of the state, and the names that are no other parliament's."""
SHARED = frozenset(
    "house of commons;house of representatives;house of assembly;house of councillors;national assembly;people's assembly;"
    "chamber of deputies;chamber of representatives;federal assembly;federal council;federal parliament;senate;national council;"
    "council of representatives;council of state;consultative assembly;constituent assembly;legislative assembly;security council;"
    "general assembly;congress of the republic;national congress;parliamentary assembly;state council".split(";")
)
"""Names that several parliaments, councils and assemblies have, in small letters."""
PARLIAMENTS = {
    name.strip().lower(): line.partition(":")[0] for line in NAMES.strip().splitlines() for name in line.partition(":")[2].split(";")
}
"""State of each parliament by its name in small letters."""


def parliament_around(text: str, start: int, end: int) -> tuple[int, int, str | None] | None:
    """The parliament of whose name a word is the head: where its name stands in the text, and its state where the name tells it.

    Takes    start and end of the word in the text.
    """
    small = text.lower().replace("\u2019", "'")
    word = small[start:end]
    found: tuple[int, int, str | None] | None = None
    for name in BY_WORD.get(word, ()):
        low = small.rfind(name, max(0, start - len(name)), end + len(name))
        inside = 0 <= low <= start and end <= low + len(name) and not small[low - 1 : low].isalnum()
        if inside and not small[low + len(name) : low + len(name) + 1].isalnum() and (found is None or len(name) > found[1] - found[0]):
            found = (low, low + len(name), PARLIAMENTS.get(name))
    return found


def _by_word() -> dict[str, tuple[str, ...]]:
    """The names that hold a word, by each of their longer words, and the name of one word by itself."""
    held: dict[str, tuple[str, ...]] = {}
    for name in (*PARLIAMENTS, *SHARED):
        for word in {name, *name.split()}:
            held[word] = (*held.get(word, ()), name)
    return held


BY_WORD = _by_word()
