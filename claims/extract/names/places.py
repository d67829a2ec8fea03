"""Countries that an article speaks of and the register does not know.

A state is told by what only states have: "the government of Norland", "the Norland foreign
ministry", "Norland's embassy". Its adjective is the word of the article that is made of its name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc

from claims.extract.names.gender import is_given_name
from claims.extract.names.people import HONORIFICS, TITLES
from claims.extract.nouns import words
from claims.extract.register import Country, Register

_NAME = r"[^\W\d_a-z]\w+(?:-[^\W\d_a-z]\w+)*"
_PLACE = rf"({_NAME}(?: {_NAME})?)"
_AREAS = (
    "foreign|external affairs|defen[cs]e|interior|home|finance|justice|health|trade|energy|"
    "transport|information|security|education|agriculture|culture"
)
# What states alone have, in capitals too; what else is theirs as a common noun; and what a man may
# have as well: "Novak's government".
_BODIES = rf"parliament|embassy|ministry|(?:{_AREAS}) (?:ministry|minister)|prime minister"
_STATES_OWN = (
    r"consulate|ambassador|airspace|air force|coast ?guard|navy|army|military|armed forces|"
    r"border guards?|territorial waters|central bank|supreme court|presidency|"
    r"state (?:television|media|radio|news)|"
    r"(?:intelligence|spy|secret|counterintelligence|security) (?:agency|service|services)"
)
_ANYONES = (
    r"government|(?:spy|intelligence|security|police|army|military) "
    rf"(?:chief|head|forces|officials?|officers?)|(?:{_AREAS}) secretary"
)
_OF = re.compile(
    r"\b(?:government|parliament|army|navy|capital|embassy|constitution|(?:security|intelligence) "
    rf"services?|republic|kingdom|(?:{_AREAS}) (?:ministry|minister)|prime minister) of "
    rf"(?:the )?(?:neighbou?ring )?{_PLACE}"
)
_OWN = re.compile(
    rf"\b{_PLACE}(?:['\u2019]s)? (?:[a-z]+ )?(?:((?i:{_BODIES})|{_STATES_OWN})|({_ANYONES}))\b"
)
_IN = re.compile(rf"\b(?:in|across|throughout|inside|near|neighbou?ring) {_PLACE}\b")
SURE, ENOUGH = 2, 2
# Of these is a government, and none of them is a country.
_NO_PLACES = words(
    "conservative labour labor liberal communist socialist democratic republican nationalist "
    "federal national islamic islamist christian european western eastern northern southern "
    "the this that his her its their our a an both new old former acting deputy in on at of "
    "people people's neither either shadow soviet interim military transitional union central "
    "royal civilian foreign external defence defense interior home finance justice health trade "
    "energy transport information security education agriculture culture"
)
_ENDINGS = ("n", "an", "ian", "i", "ese", "ish", "ic", "er", "ite")
_SHORTEST = 4
# An adjective opens like its country; few words of one article do, and they bound the work.
_ALIKE, _MOST = 3, 50


def add_places(doc: Doc, register: Register) -> Register:
    """Return the register with the countries that only this article knows.

    Args:
        doc: the parsed article.
        register: known sources and countries.
    """
    votes = _votes(doc, register)
    people = _people(doc)
    told = [
        name
        for name, count in votes.items()
        if count >= ENOUGH
        and not doc.vocab[name.lower()].is_stop
        and not set(re.split(r"[ -]", name)) & people
    ]
    countries = dict.fromkeys(_paired(doc, told, people))
    return register.with_countries(list(countries)) if told else register


def _votes(doc: Doc, register: Register) -> Counter[str]:
    """Count what tells that a name is a country's."""
    votes: Counter[str] = Counter()
    for match in _OF.finditer(doc.text):
        votes[_bare(match.group(1), register)] += SURE
    for match in _OWN.finditer(doc.text):
        votes[_bare(match.group(1), register)] += SURE if match.group(2) else 1
    places = {_bare(match.group(1), register) for match in _IN.finditer(doc.text)}
    located = {_bare(ent.text, register) for ent in doc.ents if ent.label_ in {"LOC", "GPE"}}
    for name in list(votes):
        # "Meanwhile Norland's army": a country goes by the words that it has elsewhere too.
        last = name.rpartition(" ")[2]
        if last != name and doc.text.count(last) > doc.text.count(name):
            votes[_bare(last, register)] += votes.pop(name)
    for name in _with_adjectives(doc, located):
        votes[_bare(name, register)] += 1
    for name in votes:
        votes[name] += (name in places) + (name in located)
    del votes[""]
    return votes


def _with_adjectives(doc: Doc, located: set[str]) -> Iterator[str]:
    """Yield the places of which the article makes an adjective: "Norland", "Norlandic"."""
    capitals: dict[str, list[str]] = defaultdict(list)
    for word in {token.text for token in doc if token.text[:1].isupper()}:
        capitals[word[:_ALIKE]].append(word)
    for name in sorted(located - {""}):
        if any(_made_of(word, name) for word in sorted(capitals[name[:_ALIKE]])[:_MOST]):
            yield name


def _bare(name: str, register: Register) -> str:
    """Return a name that may be a country's; "" where it is none, or a known one."""
    parts = name.split()
    if not parts:
        return ""
    if parts[0].lower() in {"the", "neighbouring", "neighboring"}:
        parts = parts[1:]
    known = any(register.country(one) for one in (name, *parts)) or register.find(" ".join(parts))
    odd = any(part.lower() in _NO_PLACES | TITLES | HONORIFICS for part in parts)
    short = len(" ".join(parts)) < _SHORTEST or parts[0].isupper()
    return "" if known or odd or short else " ".join(parts)


def _people(doc: Doc) -> set[str]:
    """Return the words of people's names: those with a given name, a title or several words."""
    found: set[str] = set()
    for ent in doc.ents:
        if ent.label_ != "PERSON":
            continue
        titled = ent.start > 0 and doc[ent.start - 1].lower_.rstrip(".") in TITLES | HONORIFICS
        if titled or is_given_name(ent[0].text) or len(ent) > 1:
            found.update(part for part in ent.text.split() if part.lower() not in TITLES)
    return found


def _paired(doc: Doc, told: list[str], people: set[str]) -> Iterator[Country]:
    """Yield each country once, its name and its adjective joined."""
    capitals = {token.text for token in doc if token.text[:1].isupper()} - people
    left = sorted(told)
    for name in left:
        adjectives = sorted(word for word in capitals if _made_of(word, name))
        nouns = sorted(word for word in capitals if _made_of(name, word))
        if adjectives:
            yield Country(name, adjectives[0])
        elif nouns:
            yield Country(nouns[0], name)
        else:
            yield Country(name, name)


def _made_of(adjective: str, name: str) -> bool:
    """Say whether an adjective is made of a country's name: "Drovak" of "Drovakia"."""
    if adjective == name or min(len(adjective), len(name)) < _SHORTEST:
        return False
    if name == f"{adjective}ia":
        return True
    stems = {name, name.removesuffix("ia"), name.removesuffix("land")}
    stems |= {name[:-1]} if name[-1] in "aeiouy" else set()
    return any(adjective == stem + ending for stem in stems for ending in _ENDINGS)
