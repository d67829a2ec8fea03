"""What a claim says, reduced to what can be compared without a parser.

``extract`` reads it off the parse once; it is stored with the claim; ``link`` compares it.
"""

from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Predicate:
    """One clause: who did what to whom.

    Attributes:
        lemma: head of the clause, lower case ("execute", or the adjective or noun after a copula).
        subject: who does it, or is it: a resolved name where there is one, else head lemmas.
        object: to whom or what, resolved the same way; of a passive, this is its grammatical
            subject, and ``subject`` is the agent, so that voice makes no difference.
        negated: the clause carries a negation ("not", "never", "no").
        modal: the clause is hedged or not real ("may", "probably", "if").
        others: the other arguments, each with its preposition ("in labor camp", "by Ana Example").
    """

    lemma: str
    subject: str = ""
    object: str = ""
    negated: bool = False
    modal: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposition:
    """The comparable core of one claim.

    Attributes:
        entities: resolved names of people, organisations and places inside the claim.
        context_entities: those of its sentence and its article's title.
        terms: lower-case lemmas of the content words of the claim, in order.
        context_terms: those of its sentence and title that are not in the claim.
        predicates: the clauses of the claim, main clause first.
        numbers: numbers as digits ("5", "120000"), not part of a date.
        dates: days or months spoken of, ISO 8601, resolved against the publication date.
        quantities: numbers with what they count ("5 negotiator", "120000 $").
    """

    entities: tuple[str, ...] = ()
    context_entities: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    context_terms: tuple[str, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain values that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Read what :meth:`to_json` wrote."""
        fields = {key: tuple(value) for key, value in values.items() if key != "predicates"}
        predicates = tuple(
            Predicate(**{**one, "others": tuple(one.get("others", ()))})
            for one in values.get("predicates", ())
        )
        return cls(**fields, predicates=predicates)
