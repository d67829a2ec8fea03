"""How well links agree with the annotated ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.evaluate.annotations import Annotations, ExpectedLink
from claims.evaluate.rates import Row, rate, row
from db.views.claims import ClaimView, LinkView
from db.vocabulary import Judgement, Relation

# Of these it makes no difference which claim counts as the later one.
MUTUAL = frozenset(
    {Relation.CONFIRMS, Relation.CONTRADICTS, Relation.REPEATS, Relation.CANNOT_CONFIRM}
)
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LinkScores:
    """Counts for links, and the errors.

    Attributes:
        expected: links annotated in the first reading; ``found`` of them are there with their
            relation, ``wrong_relation`` with another one.
        added: links that a second reading added; ``added_found`` of them are there.
        shown: links of the desk between annotated articles.
        scored: those of them with both ends matched to expected claims; ``right`` of these are
            annotated with their relation, ``unlisted`` are in neither list.
        forbidden: pairs that must not be linked; ``forbidden_hits`` are those linked all the same.
        missed: expected links that are not there, and why.
        false: scored links that are not right.
    """

    expected: int
    found: int
    wrong_relation: int
    added: int
    added_found: int
    shown: int
    scored: int
    right: int
    unlisted: int
    forbidden: int
    forbidden_hits: tuple[dict[str, Any], ...]
    missed: tuple[dict[str, Any], ...]
    false: tuple[dict[str, Any], ...]

    def rates(self) -> dict[str, tuple[int, int]]:
        """Return each measure as a count out of another.

        ``recall`` is of the first reading, ``recall_both`` of both. ``precision`` takes a pair
        that neither lists for wrong, ``precision_listed`` leaves it out, and
        ``precision_strict`` takes every link for wrong that is not annotated.
        """
        return {
            "recall": (self.found, self.expected),
            "recall_both": (self.found + self.added_found, self.expected + self.added),
            "wrong_relation": (self.wrong_relation, self.expected),
            "precision": (self.right, self.scored),
            "precision_listed": (self.right, self.scored - self.unlisted),
            "precision_strict": (self.right, self.shown),
            "unscored": (self.shown - self.scored, self.shown),
            "forbidden_linked": (len(self.forbidden_hits), self.forbidden),
        }

    def to_json(self) -> dict[str, Any]:
        """Return counts, rates and errors; a rate out of nothing is None."""
        counts = {
            "expected": self.expected,
            "found": self.found,
            "wrong_relation": self.wrong_relation,
            "added": self.added,
            "added_found": self.added_found,
            "shown": self.shown,
            "scored": self.scored,
            "unscored": self.shown - self.scored,
            "right": self.right,
            "unlisted": self.unlisted,
            "forbidden": self.forbidden,
        }
        shares = ("recall", "recall_both", "precision", "precision_listed", "precision_strict")
        errors = {
            "forbidden_hits": list(self.forbidden_hits),
            "missed": list(self.missed),
            "false": list(self.false),
        }
        return {**counts, **{name: rate(*self.rates()[name]) for name in shares}, **errors}

    def table(self) -> list[Row]:
        """Return the measures as rows of name and value."""
        return [row(f"links: {name}", *of) for name, of in self.rates().items()]


def score_links(
    annotations: Annotations, links: Iterable[LinkView], matches: Mapping[int, ClaimView]
) -> LinkScores:
    """Score links against the annotated ones.

    Args:
        annotations: what is expected.
        links: links between claims of annotated articles; those that a person rejected are none.
        matches: for each expected claim that was found, by place, the found one.
    """
    shown = [link for link in links if link.judgement is not Judgement.REJECTED]
    place = {claim.claim_id: at for at, claim in matches.items()}
    scored = {
        (place[link.earlier.claim_id], place[link.later.claim_id]): link
        for link in shown
        if link.earlier.claim_id in place and link.later.claim_id in place
    }
    wanted = [one for one in annotations.links if not one.forbidden]
    banned = [one for one in annotations.links if one.forbidden]
    outcomes = [(one, outcome(one, scored, matches)) for one in wanted if not one.added]
    added = [outcome(one, scored, matches) for one in wanted if one.added]
    stands_for = same_claims(annotations)
    right = right_pairs(wanted, scored, stands_for)
    listed = listed_pairs(annotations.links, scored, stands_for)
    hits = [(one, link) for one in banned if (link := between(one, scored))]
    return LinkScores(
        expected=len(outcomes),
        found=sum(not why for _, why in outcomes),
        wrong_relation=sum(why.startswith("linked as") for _, why in outcomes),
        added=len(added),
        added_found=sum(not why for why in added),
        shown=len(shown),
        scored=len(scored),
        right=len(right),
        unlisted=len(set(scored) - right - listed),
        forbidden=len(banned),
        forbidden_hits=tuple({**expected_json(one), **link_json(link)} for one, link in hits),
        missed=tuple({**expected_json(one), "why": why} for one, why in outcomes if why),
        false=tuple(
            {**link_json(link), "listed": pair in listed}
            for pair, link in scored.items()
            if pair not in right
        ),
    )


def pairs_of(one: ExpectedLink) -> list[Pair]:
    """Return the pairs of expected claims that an annotated link may mean."""
    return [(earlier, later) for earlier in one.earlier for later in one.later]


def between(one: ExpectedLink, scored: Mapping[Pair, LinkView]) -> LinkView | None:
    """Return a link between the claims of an annotated one, in either direction, the best first."""
    links = [
        link
        for earlier, later in pairs_of(one)
        for pair in ((earlier, later), (later, earlier))
        if (link := scored.get(pair))
    ]
    return min(links, key=lambda link: link.relation is not one.relation, default=None)


def outcome(
    one: ExpectedLink, scored: Mapping[Pair, LinkView], matches: Mapping[int, ClaimView]
) -> str:
    """Return "" where an expected link was found, and otherwise what happened to it."""
    link = between(one, scored)
    if link is not None and link.relation is not one.relation:
        return f"linked as {link.relation}"
    if link is not None:
        forward = any(scored.get(pair) is link for pair in pairs_of(one))
        return "" if forward or one.relation in MUTUAL else f"linked as {link.relation}, backwards"
    for name, places in (("earlier", one.earlier), ("later", one.later)):
        if not any(at in matches for at in places):
            return f"the {name} claim was not found"
    return "not linked"


def same_claims(annotations: Annotations) -> list[int]:
    """Return for each expected claim the one that stands for all that say the same beside it.

    Within an article, claims of the same words and claims annotated as repeating one another are
    one to a linker: a headline and its lead, say.
    """
    stands_for = list(range(len(annotations.claims)))
    groups = [places for one in annotations.links for places in (one.earlier, one.later)]
    groups += [
        (*one.earlier, *one.later)
        for one in annotations.links
        if one.relation is Relation.REPEATS
        and not one.forbidden
        and not one.added
        and one.earlier_stem == one.later_stem
    ]
    for group in groups:
        roots = {stands_for[at] for at in group}
        stands_for = [min(roots) if root in roots else root for root in stands_for]
    return stands_for


def right_pairs(
    wanted: Sequence[ExpectedLink], scored: Mapping[Pair, LinkView], stands_for: Sequence[int]
) -> set[Pair]:
    """Return the scored pairs that are annotated with their relation, or say the same as one."""
    annotated: set[tuple[int, int, Relation]] = set()
    for one in wanted:
        for earlier, later in pairs_of(one):
            first, second = stands_for[earlier], stands_for[later]
            annotated.add((first, second, one.relation))
            if one.relation in MUTUAL:
                annotated.add((second, first, one.relation))
    return {
        (earlier, later)
        for (earlier, later), link in scored.items()
        if (stands_for[earlier], stands_for[later], link.relation) in annotated
    }


def listed_pairs(
    annotated: Iterable[ExpectedLink], scored: Iterable[Pair], stands_for: Sequence[int]
) -> set[Pair]:
    """Return the scored pairs that are annotated at all, or say the same as one that is."""
    listed = {
        frozenset((stands_for[earlier], stands_for[later]))
        for one in annotated
        for earlier, later in pairs_of(one)
    }
    return {pair for pair in scored if frozenset(stands_for[at] for at in pair) in listed}


def expected_json(one: ExpectedLink) -> dict[str, Any]:
    """Return what a person needs to find an annotated pair."""
    return {
        "earlier_file": one.earlier_stem,
        "earlier_text": one.earlier_text,
        "later_file": one.later_stem,
        "later_text": one.later_text,
        "relation": one.relation.value,
    }


def link_json(link: LinkView) -> dict[str, Any]:
    """Return what a person needs to judge a link."""
    return {
        "link_id": link.link_id,
        "linked_as": link.relation.value,
        "score": link.score,
        "reason": link.reason,
        "earlier_claim": f"{link.earlier.article_file}: {link.earlier.text}",
        "later_claim": f"{link.later.article_file}: {link.later.text}",
    }
