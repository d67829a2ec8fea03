"""A statement as linking reads it: its names, concepts and the states that it puts people in."""

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.link.lexicon import lexicon
from claims.link.match import Statement
from claims.link.names import country_in, name_key
from claims.link.states import LIGHT, State, states, who_speaks_of_itself
from claims.link.words import as_written, fold, row
from db.vocabulary import Mode

_WHERE = row("in near outside across around")
_JOINT = re.compile(r"\s+and\s+")
_GROUP = re.compile(r"\bthe (?:two|three|four|five|six|seven|eight|nine|ten)\b(?!-)")
_SETS_APART_IN = re.compile(r"\b(?:other|another|more(?! than)|rest|second|different)\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a statement takes part in comparison.

    Attributes:
        statement: the statement.
        spelled: for each key of a name, the name as written.
        own: keys of the names in the claim.
        around: keys of the names in its sentence and title that are not in the claim, without
            those who speak and relay.
        settings: the countries whose bodies speak or relay.
        attributors: keys of speaker, relays and publisher.
        concepts: concepts of the claim's words, with the families of each.
        words: for each concept the word in the claim.
        context: concepts of the words around it.
        states: its clauses, main clause first.
        whereabouts: keys of the names that something is in or near.
        group: whether it speaks of people by their number ("the four").
        sets_apart: whether it speaks of others than those named ("four other officials").
    """

    statement: Statement
    spelled: dict[str, str]
    own: frozenset[str]
    around: frozenset[str]
    settings: frozenset[str]
    attributors: frozenset[str]
    concepts: dict[str, frozenset[str]]
    words: dict[str, str]
    context: frozenset[str]
    states: tuple[State, ...]
    whereabouts: frozenset[str]
    sets_apart: bool
    group: bool

    @property
    def chain(self) -> frozenset[str]:
        """Keys of who stands for the claim: the publisher only where it speaks for itself."""
        statement = self.statement
        if statement.mode is Mode.NARRATION and not statement.via:
            return frozenset({name_key(statement.publisher)})
        together = (*_JOINT.split(statement.speaker), statement.speaker, *statement.via)
        return frozenset(
            name_key(name)
            for name in together
            if name and name_key(name) != f"anonymous source ({name_key(statement.publisher)})"
        )


@lru_cache(maxsize=4096)
def read(statement: Statement) -> Reading:
    """Read a statement for comparison."""
    known, core = lexicon(), statement.proposition
    spelled = {name_key(name): name for name in (*core.context_entities, *core.entities)}
    own = frozenset(map(name_key, (*core.entities, *who_speaks_of_itself(statement))))
    speakers = (statement.speaker, *statement.via, statement.publisher)
    attributors = frozenset(name_key(name) for name in speakers if name)
    return Reading(
        statement=statement,
        spelled=spelled,
        own=own,
        around=frozenset(
            name_key(name) for name in core.context_entities if not _is_told(name, statement)
        )
        - own
        - attributors,
        settings=frozenset(filter(None, map(country_in, (statement.speaker, *statement.via)))),
        attributors=attributors,
        concepts={
            known.concept(term): frozenset(hit.family for hit in known.find([term]))
            for term in core.terms
            if term not in LIGHT
        },
        words={known.concept(term): as_written(term, statement.text) for term in core.terms},
        context=frozenset(map(known.concept, core.context_terms)),
        states=tuple(states(statement, known)),
        whereabouts=frozenset(
            key for key, name in spelled.items() if _is_place_in(name, statement)
        ),
        group=_GROUP.search(fold(statement.text)) is not None,
        sets_apart=_SETS_APART_IN.search(fold(statement.text)) is not None,
    )


def _is_place_in(name: str, statement: Statement) -> bool:
    """Say whether something is in or near a name; what a country is called is known anyway."""
    told = " " + fold(f"{statement.sentence} {statement.title}")
    return any(f" {word} {fold(name)}" in told for word in _WHERE)


def _is_told(name: str, statement: Statement) -> bool:
    """Say whether a name is of who is spoken to: "she told the Example Times"."""
    return (
        re.search(rf"\btold (?:the )?{re.escape(fold(name))}\b", fold(statement.sentence))
        is not None
    )
