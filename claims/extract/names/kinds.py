"""What sort of organisation a name stands for, by its head noun."""

import re

from claims.extract.nouns import (
    BODY_NOUNS,
    COMMON_BODIES,
    COMPANY_NOUNS,
    HUMAN,
    OUTLET_NOUNS,
    PRESS,
    STATE,
    UNNAMED,
    words,
)
from db.vocabulary import SourceKind

HEADS: tuple[tuple[SourceKind, frozenset[str]], ...] = (
    (SourceKind.COURT, words("court tribunal")),
    (SourceKind.MINISTRY, words("ministry department")),
    (
        SourceKind.GOVERNMENT,
        words("government administration parliament senate congress cabinet council"),
    ),
    (
        SourceKind.OUTLET,
        words(
            "times post journal herald tribune ilbo shimbun gazette chronicle news magazine radio "
            "tv television daily guardian telegraph independent observer globe mail weekly "
            "broadcasting courier dispatch wire sentinel examiner inquirer enquirer echo argus "
            "zeitung gazeta ledger courant standard advertiser"
        ),
    ),
    (SourceKind.OFFICIAL, words("police army navy guard brigade constabulary gendarmerie")),
    (
        SourceKind.AGENCY,
        words(
            "agency service bureau press authority commission office board inspectorate "
            "directorate regulator registry secretariat"
        ),
    ),
    (
        SourceKind.COMPANY,
        words(
            "inc corp corporation ltd plc gmbh ag co company companies holdings bank airlines "
            "airways motors construction industries technologies systems software pharma "
            "pharmaceuticals energy electronics labs lines shipping logistics foods steel mining "
            "railways insurance telecom brewery chemicals stores partners power mobility homes "
            "capital holding solutions robotics biotech aerospace semiconductors"
        ),
    ),
    (
        SourceKind.GROUP,
        words(
            "party union association front league movement committee institute university group "
            "federation alliance hospital clinic college school trust foundation society club "
            "church network coalition"
        ),
    ),
)
# These end a name of which only the rest was seen: "the [Exampleton] Trust".
IN_NAME = words(
    "hospital clinic university college school institute foundation church club museum council "
    "society trust committee party union association federation commission board"
)
# What begins a sentence with a capital, and is no name for that.
_BARE = UNNAMED | HUMAN | PRESS | STATE | BODY_NOUNS | COMMON_BODIES | COMPANY_NOUNS | OUTLET_NOUNS
_BARE |= words("he she it they we i you who this that these those his her their its our my")
# What is called so is nothing else of the kind; of these, some may be companies.
SPECIFIC = words(
    "club union party federation association charity court tribunal hospital clinic university "
    "school college church bank airline committee foundation council league institute laboratory"
)
TRADING = words("bank airline club laboratory clinic")
# An agency with these in its name sells news; others are authorities.
NEWS = words("news press presse")
BY_HEAD = {noun: kind for kind, nouns in HEADS for noun in nouns}
# A sports club has this before its name: "FC Exampleton".
CLUBS = frozenset({"FC", "HC", "AC", "SC", "BC", "RC", "FK", "NK", "SK", "VC", "AFC", "CF"})
# A station has this before its name: "Radio Exampleton".
STATIONS = words("radio tv channel télévision televisión canal kanal")
_OF = re.compile(r" (?:of|for|on|in) ")
_TWO_WORDS = re.compile(r"\b(?:department of|state department|air force)\b", re.IGNORECASE)


def prints(noun: str) -> bool:
    """Say whether papers and stations are called by a noun: "ledger".

    Args:
        noun: in lower case.
    """
    return BY_HEAD.get(noun) is SourceKind.OUTLET


def head_noun(name: str) -> str:
    """Return the noun that says what a name stands for, in lower case.

    Args:
        name: "Ministry of Health", "Norland Maritime Authority".
    """
    first = _OF.split(name)[0].split()
    return first[-1].strip(".,'").lower() if first else ""


def telling_kind(name: str) -> SourceKind | None:
    """Return the kind that the head noun of a name tells; None where it tells nothing."""
    if _TWO_WORDS.search(name):
        return SourceKind.OFFICIAL if name.lower().endswith("force") else SourceKind.MINISTRY
    parts = [part.strip(".,'").lower() for part in name.split()] or [""]
    if parts[0] in STATIONS and len(parts) > 1:
        return SourceKind.OUTLET
    if len(parts) > 1 and name.split(maxsplit=1)[0] in CLUBS:
        return SourceKind.GROUP
    return BY_HEAD.get(head_noun(name)) or BY_HEAD.get(parts[-1])


def guess_kind(name: str) -> SourceKind:
    """Guess from its words what sort of organisation a name stands for."""
    told = telling_kind(name)
    if told is not None:
        return told
    parts = {part.strip(".,'").lower() for part in name.split()}
    return next((kind for kind, nouns in HEADS if parts & nouns), SourceKind.GROUP)


def tells_another(noun: str, head: str) -> bool:
    """Say whether a body that a name calls by its head is none that a noun calls otherwise.

    Args:
        noun: what stands for a body: "club", "company".
        head: the head noun of a name, in lower case: "federation".
    """
    if noun in COMPANY_NOUNS:
        return head in SPECIFIC - TRADING
    return noun in SPECIFIC and head in SPECIFIC and noun != head


def is_authority(name: str) -> bool:
    """Say whether an authority bears such a name, and no newsroom: "Norland Maritime Agency"."""
    return telling_kind(name) is SourceKind.AGENCY and not NEWS & {*name.lower().split()}


def is_description(name: str) -> bool:
    """Say whether a name is none, and may be anybody's of that sort: "the company", "Police", "he".

    Args:
        name: what a claim's speaker is called.
    """
    first, *others = name.removeprefix("The ").removeprefix("the ").split() or [""]
    if any(letter.isupper() or letter.isdigit() for part in others for letter in part):
        return False
    return not first[:1].isupper() or first.lower() in _BARE


def is_body(name: str) -> bool:
    """Say whether the last word of a name tells that it is no person's."""
    if " " not in name:
        return False
    return telling_kind(name) not in {None, SourceKind.OUTLET, SourceKind.GOVERNMENT}
