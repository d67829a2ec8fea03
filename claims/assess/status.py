"""What the evidence says about a claim, by rule.

The digit follows the Admiralty code (AJP-2.1, information credibility): 1 is proposed only with
independent confirmation, and 6, "cannot be judged", is a missing value and the default.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from claims.assess.origins import Chain, Houses, Origin, independent, independent_ones, origin
from claims.assess.paths import circle, sole_unnamed, trace
from db.vocabulary import Credibility, Judgement, Relation, Stance, Status

SUPPORTING = frozenset({Relation.CONFIRMS, Relation.REPEATS})
OPPOSING = frozenset({Relation.CONTRADICTS, Relation.RETRACTS})
# Two named, independent origins beside the claim's own make a claim "confirmed".
_CONFIRMED_BY = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim as it is assessed.

    Attributes:
        chain: how it reached the desk.
        stance: what its speaker does with it.
        houses: who stands behind the sources of its chain, and of those of its links.
    """

    chain: Chain
    stance: Stance = Stance.ASSERTS
    houses: Houses = field(default_factory=Houses)

    def origin_of(self, chain: Chain) -> Origin:
        """Return the origin of a chain, by what is known of the houses."""
        return origin(chain, self.houses)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A link of the claim, seen from it.

    Attributes:
        relation: what the later of the two does to the earlier.
        chain: how the other claim reached the desk.
        strong: whether the linker's score passes its threshold.
        judgement: what a person thinks of the link.
        other_is_later: whether the other claim is the later one.
        stance: what the other claim's speaker does with it.
        article_id: the article of the other claim.
    """

    relation: Relation
    chain: Chain
    strong: bool = True
    judgement: Judgement = Judgement.UNREVIEWED
    other_is_later: bool = True
    stance: Stance = Stance.ASSERTS
    article_id: str = ""

    @property
    def counts(self) -> bool:
        """Whether the link weighs: a person accepted it, or it is strong and not rejected."""
        if self.judgement is Judgement.ACCEPTED:
            return True
        return self.strong and self.judgement is not Judgement.REJECTED


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the evidence says.

    Attributes:
        status: unverified, corroborated, disputed or retracted.
        credibility: proposed digit of the Admiralty code.
        n_origins: independent origins that carry the claim, its own among them.
        n_supporting: links that count and confirm or repeat it.
        n_opposing: links that count and contradict or retract it.
        circular: the houses of a circle of citations that the claim comes from: each cites the
            next, and the last the first.
        unnamed_origin: the outlet at whose one unnamed source every path of the claim, and of
            those that confirm or repeat it, ends; "" where they end elsewhere.
    """

    status: Status
    credibility: Credibility
    n_origins: int
    n_supporting: int
    n_opposing: int
    circular: tuple[str, ...] = ()
    unnamed_origin: str = ""


def assess(claim: Standing, links: Sequence[Evidence]) -> Assessment:
    """Say what the links of a claim make of it.

    "Cannot confirm" neither supports nor opposes, updates do neither, and a repetition adds an
    origin only where its root is proven to be another.

    Args:
        claim: the claim.
        links: all its links, in any order.
    """
    counted = [link for link in links if link.counts]
    supporting = [link for link in links if supports(link)]
    contradicting = [link for link in counted if link.relation is Relation.CONTRADICTS]
    taken_back = [
        link for link in counted if link.relation is Relation.RETRACTS and link.other_is_later
    ]
    n_origins = len(kept_origins(claim, supporting))
    n_opposing = len(contradicting) + len(taken_back)
    status = _status(n_origins, retracted=bool(taken_back), disputed=bool(contradicting))
    credibility = _credibility(claim, supporting, status, n_origins)
    cited = trace(
        [claim.chain, *(link.chain for link in supporting)], families=claim.houses.families
    )
    return Assessment(
        status,
        credibility,
        n_origins,
        n_supporting=len(supporting),
        n_opposing=n_opposing,
        circular=circle(cited),
        unnamed_origin=sole_unnamed(cited),
    )


def supports(link: Evidence) -> bool:
    """Tell whether a link counts and speaks for the claim."""
    return link.counts and link.relation in SUPPORTING


def kept_origins(claim: Standing, links: Iterable[Evidence]) -> list[Origin]:
    """Return the independent origins that carry a claim, its own first.

    Args:
        claim: the claim.
        links: those of its links that support it.
    """
    own = claim.origin_of(claim.chain)
    others = [
        found
        for link in links
        if (found := claim.origin_of(link.chain)).proven or link.relation is Relation.CONFIRMS
    ]
    return independent_ones(own, [one for one in others if independent(own, one)])


def _status(n_origins: int, *, retracted: bool, disputed: bool) -> Status:
    if retracted:
        return Status.RETRACTED
    if disputed:
        return Status.DISPUTED
    return Status.CORROBORATED if n_origins > 1 else Status.UNVERIFIED


def _credibility(
    claim: Standing, supporting: Sequence[Evidence], status: Status, n_origins: int
) -> Credibility:
    if status is not Status.CORROBORATED:
        return Credibility.CANNOT_BE_JUDGED
    own = claim.origin_of(claim.chain)
    roots = {
        found
        for link in supporting
        if link.relation is Relation.CONFIRMS
        and (found := claim.origin_of(link.chain)).proven
        and independent(own, found)
    }
    if n_origins >= _CONFIRMED_BY and own.proven and len(roots) >= _CONFIRMED_BY - 1:
        return Credibility.CONFIRMED
    return Credibility.PROBABLY_TRUE if roots else Credibility.POSSIBLY_TRUE
