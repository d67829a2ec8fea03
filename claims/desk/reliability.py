"""Which letter of the Admiralty code a source's record speaks for; a person sets it.

The record is what people decided about the source's claims, confirmed or refuted, each with its
own stance: a denial that is confirmed speaks for who denied. Reviewers choose what they check, so
a letter follows only as far as chance can be ruled out: by the cautious end of the 95 % interval
of Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
"""

from db.views.sources import ReliabilityProposal, SourceView
from db.vocabulary import Reliability, SourceKind

MINIMUM = 10
"""So many claims must be decided: of fewer, not even the direction is certain."""

# F is no place on this scale. The bounds lie half-way between the values at which the MISP
# taxonomy admiralty-scale puts A to E: 100, 75, 50, 25, 0.
_LEAST = {
    Reliability.A: 0.875,
    Reliability.B: 0.625,
    Reliability.C: 0.375,
    Reliability.D: 0.125,
    Reliability.E: 0.0,
}
WORDS = {
    Reliability.A: "completely reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "reliability cannot be judged",
}


def propose(source: SourceView) -> ReliabilityProposal | None:
    """Propose a letter from what became of a source's claims.

    Args:
        source: the source with its record.

    Returns:
        The letter, with the share confirmed of the claims decided, its interval, and why; F where
        the interval is too wide to tell letters apart. None where fewer than :data:`MINIMUM` were
        decided, and for an unnamed source, which may be another person each time.
    """
    n = source.n_confirmed + source.n_refuted
    if n < MINIMUM or source.kind is SourceKind.ANONYMOUS:
        return None
    low, high = interval(source.n_confirmed, n)
    letter = _letter(low, high)
    reason = (
        f"{source.n_confirmed} of {n} decided claims were confirmed; the 95 % interval of that "
        f"share is {low:.0%} to {high:.0%}"
    )
    return ReliabilityProposal(
        letter=letter,
        n=n,
        share=source.n_confirmed / n,
        low=low,
        high=high,
        reason=f"{reason}: {WORDS[letter]}",
    )


def interval(successes: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of Wilson (1927) for a share of ``n``, which must not be 0."""
    share, z2 = successes / n, 1.96**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    spread = (z2 * (share * (1 - share) / n + z2 / (4 * n * n))) ** 0.5 / (1 + z2 / n)
    # The last digits are those of the machine: they would put the end of 48 of 48 below 1.
    return round(middle - spread, 9), round(middle + spread, 9)


def _letter(low: float, high: float) -> Reliability:
    """Return the letter of whichever share in the interval is nearest to one half.

    An interval that reaches over more than two neighbouring letters tells nothing apart.
    """
    scale = [*_LEAST]
    ends = [next(at for at in scale if share >= _LEAST[at]) for share in (low, high)]
    if scale.index(ends[0]) - scale.index(ends[1]) > 1:
        return Reliability.F
    cautious = min(max(0.5, low), high)
    return next(letter for letter in scale if cautious >= _LEAST[letter])
