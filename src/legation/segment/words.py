"""Words that decide where a sentence ends."""

from __future__ import annotations

TITLES = frozenset(
    (
        "Mr", "Mrs", "Ms", "Mme", "Mlle", "Messrs", "Mmes", "Dr", "Drs", "Prof", "Gen", "Lt", "Col", "Maj", "Capt", "Cmdr", "Cdr", "Adm",
        "Sgt", "Cpl", "Pvt", "Brig", "Supt", "Gov", "Sen", "Sens", "Rep", "Reps", "Rev", "Fr", "Hon", "Pres", "Amb", "Sec", "Msgr", "St",
        "Ste", "Mt", "Ft", "vs", "v", "e.g", "i.e", "cf", "Atty", "Asst", "Assoc", "Dep", "Dir", "Rt", "Lt.Gen", "Maj.Gen", "Lt.Col",
        "Govs", "Gens", "Profs", "Insp", "Ald", "Pte",
    )
)
"""Never last in a sentence: a name follows."""
NUMBERED = frozenset(
    (
        "No", "Nos", "no", "nos", "Art", "Arts", "art", "Fig", "fig", "pp", "p", "para", "Vol", "vol", "Ch", "ch", "Res", "res", "Sect",
        "sect", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "c", "ca", "approx",
    )
)
"""Not last where a figure follows ("No. 3", "Sept. 30")."""
EITHER = frozenset(
    (
        "Jr", "Sr", "Inc", "Corp", "Co", "Cos", "Ltd", "Bros", "Intl", "Assn", "Dept", "Univ", "Ave", "Blvd", "Rd", "Ph.D", "B.C", "A.D",
        "D.C", "U.S", "U.S.A", "U.N", "U.K", "E.U", "Calif", "Conn", "Minn", "Fla", "Ariz", "Colo", "Md", "Va", "Wis", "Ont", "Que",
        "Alta", "Sask", "N.Y", "N.J", "N.S", "N.B", "N.L", "L.A", "P.E.I", "Mich", "Tex", "Okla", "Tenn", "Ore", "Neb", "Mont", "Kan",
        "Ky", "Ga", "La", "Pa", "Vt", "Nev",
    )
)
"""Last only before a word that begins sentences ("in the U.S. He")."""
HOURS_AND_LISTS = frozenset(
    (
        "etc", "a.m", "p.m", "A.M", "P.M", "am", "pm", "plc",
    )
)
"""Last before any capital save those of ``CLOCK`` ("10 a.m. Monday", "etc. Trudeau")."""
CLOCK = frozenset(
    (
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "EST", "EDT", "ET", "PST", "PDT", "PT", "GMT",
        "UTC", "BST", "CET", "IST", "JST", "MSK", "Eastern", "Pacific", "Central", "Mountain", "Greenwich", "Moscow", "Beijing",
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    )
)
"""What follows an hour of the clock within its sentence."""
BEGINNERS = frozenset(
    (
        "The", "A", "An", "He", "She", "It", "They", "We", "I", "You", "His", "Her", "Its", "Their", "Our", "My", "This", "That", "These",
        "Those", "There", "Here", "In", "On", "At", "By", "For", "From", "With", "To", "But", "And", "Or", "So", "Yet", "As", "If",
        "When", "While", "After", "Before", "Since", "Until", "Although", "Though", "Because", "However", "Meanwhile", "Earlier", "Later",
        "Also", "Last", "Some", "Many", "Most", "Several", "Not", "Mr", "Mrs", "Ms", "Dr", "During", "Among", "Amid", "According",
        "Speaking", "Now", "Then", "Still", "Despite", "Following", "Within", "What", "Who", "Why", "How", "Where", "Which", "Neither",
        "Each", "Every", "Such", "Instead", "Only", "Nor", "Asked", "Both", "Nevertheless", "Moreover", "Furthermore", "Thus",
        "Therefore", "Today", "Yesterday", "Tomorrow", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        "Once", "Other", "Others", "Another", "One", "Two", "Three",
    )
)
"""Words that begin a sentence and follow no abbreviation within one."""
SPEECH = frozenset(
    (
        "said", "says", "asked", "asks", "told", "added", "wrote", "replied", "answered", "joked", "quipped", "shouted", "exclaimed",
        "wondered", "tweeted", "cried",
    )
)
"""Verbs that carry a sentence on after a quoted question or exclamation."""
