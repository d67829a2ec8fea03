"""Whose words the words of a mail are: its sender's, or those of a mail that it hands on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

FORWARDED = re.compile(
    r"\W*(?:-{2,}\s*(?:forwarded message|original message|weitergeleitete nachricht|"
    r"urspr.ngliche nachricht|message transf.r.|message d'origine|mensaje reenviado)\s*-{2,}"
    r"|begin forwarded message:?)\W*",
    re.IGNORECASE,
)
HEADER = re.compile(
    r"\*?(?P<name>from|sent|date|to|cc|reply-to|subject|von|gesendet|datum|an|betreff|de|envoy.|"
    r"objet|enviado|para|asunto)\*?\s?:\*?\s*(?P<value>.*)",
    re.IGNORECASE,
)
FROM = frozenset({"from", "von", "de"})
DATE = frozenset({"sent", "date", "gesendet", "datum", "enviado", "envoyé"})
SUBJECT = frozenset({"subject", "betreff", "objet", "asunto"})
INTRODUCES = re.compile(
    r"\s*(?:on|am|le|el)\b.{4,200}\b(?:wrote|schrieb|écrit|escribió)\b.{0,20}:\s*", re.IGNORECASE
)
FORWARDS = re.compile(r"\s*(?:fwd?|wg|tr|rv)\s*:", re.IGNORECASE)
LOOK_AHEAD = 12
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Words:
    """What one person wrote in a mail.

    Attributes:
        text: the words.
        sender, date, subject: as the mail that hands them on gives them; "" for its own sender.
        raw: the lines as they stand.
        quoted: how many lines of earlier mails were left out.
    """

    text: str
    sender: str = ""
    date: str = ""
    subject: str = ""
    raw: str = ""
    quoted: int = 0


def own_words(text: str, subject: str = "") -> tuple[Words, list[Words]]:
    """Part a sender's words from what the mail forwards; what it quotes is left out.

    Args:
        text: the body of a mail.
        subject: tells a forwarded mail from one that is answered.

    Returns:
        The sender's words, and those of each forwarded mail.
    """
    lines = text.split("\n")
    at = divider(lines)
    mine = unquoted(lines[:at])
    if at == len(lines):
        return mine, []
    forwards = FORWARDS.match(subject) or re.search("(?i)forward|weiterg|transf|reenv", lines[at])
    if not forwards:
        return Words(mine.text, quoted=mine.quoted + sum(map(bool, lines[at:]))), []
    found = []
    while at < len(lines):
        head, rest = headers(lines[at:])
        end = divider(rest, after=1) if rest else 0
        words = unquoted(rest[:end])
        raw = "\n".join(lines[at : len(lines) - len(rest) + end])
        found.append(Words(words.text, *head, raw=raw, quoted=words.quoted))
        lines, at = rest, end
    return mine, found


def divider(lines: Sequence[str], after: int = 0) -> int:
    """Return where a mail begins that is handed on; the number of lines where none does."""
    for place in range(after, len(lines)):
        line = lines[place]
        if FORWARDED.fullmatch(line) or begins_headers(lines, place):
            return place
    return len(lines)


def begins_headers(lines: Sequence[str], place: int) -> bool:
    """Tell whether the headers of a mail begin here, as Outlook puts them without a mark."""
    first = HEADER.fullmatch(lines[place].strip())
    if not first or first["name"].casefold() not in FROM:
        return False
    near = [line.strip() for line in lines[place : place + LOOK_AHEAD] if line.strip()][:FEWEST]
    return len(near) == FEWEST and all(HEADER.fullmatch(line) for line in near)


def headers(lines: Sequence[str]) -> tuple[tuple[str, str, str], list[str]]:
    """Read the headers of a mail that is handed on: sender, date and subject, and what follows."""
    found: dict[str, str] = {}
    place = 1 if FORWARDED.fullmatch(lines[0]) else 0
    while place < len(lines):
        header = HEADER.fullmatch(lines[place].strip())
        if lines[place].strip() and not header:
            break
        if header:
            found.setdefault(header["name"].casefold(), header["value"].strip())
        place += 1
    values = [
        next((found[name] for name in names if name in found), "")
        for names in (FROM, DATE, SUBJECT)
    ]
    return (values[0], values[1], values[2]), list(lines[place:])


def unquoted(lines: Sequence[str]) -> Words:
    """Return lines without those that quote an earlier mail, and how many those were."""
    kept, quoted = [], 0
    for line in lines:
        if line.lstrip().startswith(">") or INTRODUCES.fullmatch(line):
            quoted += 1
        else:
            kept.append(line)
    return Words("\n".join(kept).strip(), quoted=quoted)
