"""Frozen views of origins: who a claim rests on, and which claims are counted with each."""

from dataclasses import dataclass

from db.views.claims import ClaimView
from db.vocabulary import Tie


@dataclass(frozen=True, slots=True)
class WitnessView:
    """A claim that is counted with an origin.

    Attributes:
        claim: the claim, in its article.
        tie: why it is counted there, and not as one more origin.
        at_home: whether the house of the origin itself prints it.
    """

    claim: ClaimView
    tie: Tie
    at_home: bool


@dataclass(frozen=True, slots=True)
class OriginView:
    """An origin of a claim: one of those that ``n_origins`` counts.

    Attributes:
        name: who the claim rests on; where that is a source without a name, who answers for it.
        unnamed: whether it is a source without a name.
        medium: whether it is a paper or an agency, or without a name; what others print is a relay.
        witnesses: the claims counted with it; the claim's own stands first of all.
    """

    name: str
    unnamed: bool
    medium: bool
    witnesses: tuple[WitnessView, ...]
