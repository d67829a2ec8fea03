"""Who did what to whom, and where: in which role two claims of one act name different things."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from claims.link.compare import Pair
from claims.link.gist import SHELLS, same_ending
from claims.link.lexicon import lexicon
from claims.link.names import country_in, is_place, name_key
from claims.link.reading import Reading
from claims.link.words import fold, row, stem
from claims.proposition import Predicate

ACTOR, OBJECT, PLACE = "actor", "object", "place"
_WHERE = frozenset(row("in near outside"))
# Between whose and what: "Russian special forces".
_OF_A_KIND = (
    r"(?:(?:special|armed|government|military|naval|air|ground|land|intelligence|security|artillery|"
    r"state|border|secret|riot|elite|own) )?"
)
_NAME = r"(?P<name>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,4})"
_BEHIND = r"(?: from| of| sent by)(?: the)? " + _NAME
# Bodies that act for a country whose name they do not bear.
_ACT_FOR = {
    **dict.fromkeys(row("idf mossad knesset"), "israel"),
    **dict.fromkeys(row("fsb gru svr wagner duma"), "russia"),
    **dict.fromkeys(row("sbu azov"), "ukraine"),
    **dict.fromkeys(row("cia fbi nsa pentagon nasa centcom"), "united states"),
    **dict.fromkeys(row("mi5 mi6 gchq"), "united kingdom"),
    **dict.fromkeys(row("irgc basij"), "iran"),
    **dict.fromkeys(row("isi"), "pakistan"),
    **dict.fromkeys(row("nis"), "south korea"),
    **dict.fromkeys(row("pla"), "china"),
    "white house": "united states",
    "downing street": "united kingdom",
    "revolutionary guard": "iran",
    "revolutionary guards": "iran",
}
# What else a country is called; its other names in the list of places are of its capital.
_SHORT = frozenset(
    [
        *row("us u.s. usa u.s.a. america uk britain uae prc eu drc dprk rok burma north czechia"),
        *("great britain", "holy see", "russian federation", "republic of korea"),
        *("people's republic of china", "democratic people's republic of korea"),
        "democratic republic of the congo",
    ]
)


@dataclass(frozen=True, slots=True)
class Filler:
    """Who or what is in a role.

    Attributes:
        key: the key of its name; "" where it has none.
        said: its words.
        name: the name as extracted.
    """

    key: str
    said: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A role that two claims of one act fill with different names.

    Attributes:
        role: actor, object or place.
        before: what the earlier claim names.
        now: what the later one names.
    """

    role: str
    before: str
    now: str


def main_clause(reading: Reading) -> Predicate | None:
    """Return the clause that tells the news: under "said that" the one that is said."""
    whole = [one for one in reading.statement.proposition.predicates if one.subject or one.object]
    return next((one for one in whole if one.lemma not in SHELLS), next(iter(whole), None))


# The same pair is asked about for each relation.
@lru_cache(maxsize=32)
def differences(pair: Pair) -> tuple[Difference, ...]:
    """Return the roles of one act that both claims fill with different names; () of two acts."""
    now, before = main_clause(pair.later), main_clause(pair.earlier)
    if now is None or before is None or not _one_act(now, before):
        return ()
    return tuple(_differences(pair, now, before))


def _differences(pair: Pair, now: Predicate, before: Predicate) -> Iterator[Difference]:
    later, earlier = roles(now, pair.later), roles(before, pair.earlier)
    if _undergoes(now, before):
        yield from _apart(pair, OBJECT, later[OBJECT], earlier[ACTOR])
    elif _undergoes(before, now):
        yield from _apart(pair, OBJECT, later[ACTOR], earlier[OBJECT])
    else:
        yield from _apart(pair, ACTOR, later[ACTOR], earlier[ACTOR])
        yield from _apart(pair, OBJECT, later[OBJECT], earlier[OBJECT])
    here, there = _places(now, pair.later), _places(before, pair.earlier)
    known = pair.later.around | pair.earlier.around
    apart = all(_elsewhere(one, other) for one in here for other in there)
    together = any(
        _together(one, other, reading)
        for one in here
        for other in there
        for reading in (pair.later, pair.earlier)
    )
    if here and there and apart and not together and known.isdisjoint(map(name_key, here + there)):
        yield Difference(PLACE, there[0], here[0])


def _one_act(one: Predicate, other: Predicate) -> bool:
    if one.lemma == other.lemma:
        return True
    known = lexicon()
    verbs = [clause.lemma.split() or [""] for clause in (one, other)]
    if known.concept(verbs[0][0]) == known.concept(verbs[1][0]):
        return len(verbs[0]) == len(verbs[1]) or not verbs[0][0]
    kinds = [{hit.family for hit in known.find(verb, particles=len(verb) - 1)} for verb in verbs]
    return bool(kinds[0] & kinds[1])


def _undergoes(told: Predicate, other: Predicate) -> bool:
    """Say whether the subject there is in the role of the object here: killed, and died."""
    return bool(told.object and not other.object and told.lemma != other.lemma)


def roles(clause: Predicate, reading: Reading) -> dict[str, Filler]:
    """Return who does it and to whom, each with the key of its name."""
    by = (one.removeprefix("by ") for one in clause.others if one.startswith("by "))
    return {
        ACTOR: _filler(clause.subject or next(by, ""), reading),
        OBJECT: _filler(clause.object, reading),
    }


def _filler(words: str, reading: Reading) -> Filler:
    """Return who is in a role; "agents" whom the text calls Russian are Russia's."""
    if not words:
        return Filler("", "")
    if words in reading.statement.proposition.entities:
        return Filler(name_key(words), words, words)
    found = _owner(words.rpartition(" ")[2], reading)
    return Filler(*found) if found else Filler("", words)


def _owner(head: str, reading: Reading) -> tuple[str, str] | None:
    text = reading.statement.text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    for form in dict.fromkeys(
        word for word in re.findall(r"[\w-]+", text) if stem(word) == stem(head)
    ):
        before = re.search(rf"{_NAME} {_OF_A_KIND}{re.escape(form)}\b", text)
        behind = re.search(rf"\b{re.escape(form)}{_BEHIND}", text)
        for match in filter(None, (before, behind)):
            name = match["name"].removesuffix("'").removesuffix("'s")
            key = country_in(name) or name_key(name)
            if is_place(key) or key in reading.own:
                return key, match[0]
    return None


def _apart(pair: Pair, role: str, now: Filler, before: Filler) -> Iterator[Difference]:
    if not (now.key and before.key) or _same(pair, now.key, before.key):
        return
    countries = is_place(now.key) + is_place(before.key)
    if role == OBJECT and now.name and before.name:
        if not _elsewhere(now.name, before.name):
            return
    elif countries == 1 and (role != ACTOR or _tied(pair, now.key, before.key)):
        return
    if any(_together(now.name, before.name, one) for one in (pair.later, pair.earlier)):
        return
    yield Difference(role, before.said, now.said)


def _same(pair: Pair, one: str, other: str) -> bool:
    if pair.same_name(one, other)[0] > 0 or same_ending(one, other):
        return True
    if set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split()):
        return True
    return _country(one) == _country(other) != ""


def _country(key: str) -> str:
    return key if is_place(key) else _ACT_FOR.get(key) or country_in(key)


def _tied(pair: Pair, one: str, other: str) -> bool:
    """Say whether a body or a person stands beside the country that the other claim names."""
    country, body = (one, other) if is_place(one) else (other, one)
    if _country(body):
        return False
    here = pair.later if body == one else pair.earlier
    return country in here.own | here.around


def _places(clause: Predicate, reading: Reading) -> list[str]:
    parts = (other.partition(" ") for other in clause.others)
    names = reading.statement.proposition.entities
    return [_as_told(name, reading) for case, _, name in parts if case in _WHERE and name in names]


def _as_told(name: str, reading: Reading) -> str:
    """Return a country by the name that the text has for it: "in Warsaw" is not all of Poland."""
    told = re.findall(rf"\b(?:{'|'.join(_WHERE)}) (?:the )?{_NAME}", reading.statement.text)
    return next((one for one in told if name_key(one) == name_key(name)), name)


def _elsewhere(one: str, other: str) -> bool:
    """Say whether two places cannot be one, and neither may lie in the other."""
    keys = name_key(one), name_key(other)
    if keys[0] == keys[1] or same_ending(*keys) or set(keys[0].split()) & set(keys[1].split()):
        return False
    if is_place(keys[0]) == is_place(keys[1]):
        return True
    country, name = (keys[0], one) if is_place(keys[0]) else (keys[1], other)
    return fold(name) not in _SHORT and fold(name) != country


def _together(one: str, other: str, reading: Reading) -> bool:
    """Say whether a text names both side by side: "Ana Example and Ben Sample"."""
    if not one or not other:
        return False
    first, second = (re.escape(name.split()[-1]) for name in (one, other))
    between = r"(?:\s|,|\b(?:and|or|with|as|well|the)\b|\b[A-Z][\w.-]*)+"
    pattern = rf"\b{first}\b(?=[\s,]+(?:and|or|with|as|,|[A-Z])){between}\b{second}\b"
    turned = rf"\b{second}\b(?=[\s,]+(?:and|or|with|as|,|[A-Z])){between}\b{first}\b"
    return re.search(f"{pattern}|{turned}", reading.statement.text) is not None
