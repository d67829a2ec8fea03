"""What evidence makes of a claim."""

import pytest

from claims.assess.origins import Chain, Houses, independent, independent_ones, origin
from claims.assess.status import Evidence, Standing, assess
from db.vocabulary import Credibility, Judgement, Mode, Relation, Status

PUBLISHER = "The Gazette"
OWN = Standing(Chain("The Example Times", publisher=PUBLISHER))
MINISTRY = Chain("Fiktia Ministry of Justice", publisher=PUBLISHER)
UNION = Chain("Miners Union", publisher="The Courier")
RELAY = Chain("The Courier", via=("The Example Times",), publisher="The Courier")
SECRET = Chain(
    "anonymous source (The Example Times)",
    via=("The Example Times",),
    publisher=PUBLISHER,
    anonymous=True,
)
NARRATED = Chain("The Courier", publisher="The Courier", mode=Mode.NARRATION)


@pytest.mark.parametrize(
    ("links", "status", "n_origins"),
    [
        ([], Status.UNVERIFIED, 1),
        ([Evidence(Relation.CONFIRMS, MINISTRY)], Status.CORROBORATED, 2),
        ([Evidence(Relation.CONFIRMS, RELAY)], Status.UNVERIFIED, 1),
        ([Evidence(Relation.CONFIRMS, SECRET)], Status.UNVERIFIED, 1),
        ([Evidence(Relation.REPEATS, RELAY)] * 6, Status.UNVERIFIED, 1),
        ([Evidence(Relation.REPEATS, NARRATED)], Status.UNVERIFIED, 1),
        ([Evidence(Relation.REPEATS, UNION)], Status.CORROBORATED, 2),
        ([Evidence(Relation.CONFIRMS, NARRATED)], Status.CORROBORATED, 2),
        ([Evidence(Relation.CANNOT_CONFIRM, MINISTRY)], Status.UNVERIFIED, 1),
        ([Evidence(Relation.UPDATES, MINISTRY)], Status.UNVERIFIED, 1),
        ([Evidence(Relation.CONTRADICTS, MINISTRY)], Status.DISPUTED, 1),
        ([Evidence(Relation.CONTRADICTS, MINISTRY, other_is_later=False)], Status.DISPUTED, 1),
        ([Evidence(Relation.CONTRADICTS, MINISTRY, strong=False)], Status.UNVERIFIED, 1),
        (
            [Evidence(Relation.CONTRADICTS, MINISTRY, judgement=Judgement.REJECTED)],
            Status.UNVERIFIED,
            1,
        ),
        (
            [Evidence(Relation.CONTRADICTS, MINISTRY, strong=False, judgement=Judgement.ACCEPTED)],
            Status.DISPUTED,
            1,
        ),
        (
            [Evidence(Relation.CONFIRMS, MINISTRY), Evidence(Relation.CONTRADICTS, UNION)],
            Status.DISPUTED,
            2,
        ),
        ([Evidence(Relation.RETRACTS, OWN.chain)], Status.RETRACTED, 1),
        ([Evidence(Relation.RETRACTS, OWN.chain, other_is_later=False)], Status.UNVERIFIED, 1),
    ],
)
def test_status(links: list[Evidence], status: Status, n_origins: int) -> None:
    """Status and origins follow from the links that count, and from nothing else."""
    found = assess(OWN, links)

    assert (found.status, found.n_origins) == (status, n_origins)


@pytest.mark.parametrize(
    ("doubtful", "links", "status"),
    [
        ({"The Courier"}, [Evidence(Relation.CONFIRMS, NARRATED)], Status.UNVERIFIED),
        ({"The Example Times"}, [Evidence(Relation.CONFIRMS, MINISTRY)], Status.UNVERIFIED),
        ({"The Courier"}, [Evidence(Relation.CONFIRMS, UNION)], Status.CORROBORATED),
        ({"The Gazette"}, [Evidence(Relation.CONFIRMS, MINISTRY)], Status.CORROBORATED),
    ],
)
def test_an_outlet_that_nobody_looked_up_bears_out_nobody(
    doubtful: set[str], links: list[Evidence], status: Status
) -> None:
    """The own word of an outlet of unknown owner adds no origin; whom it passes on may."""
    claim = Standing(OWN.chain, houses=Houses(doubtful=frozenset(doubtful)))

    assert assess(claim, links).status is status


@pytest.mark.parametrize(
    ("links", "digit"),
    [
        ([], Credibility.CANNOT_BE_JUDGED),
        ([Evidence(Relation.CONFIRMS, MINISTRY)], Credibility.PROBABLY_TRUE),
        ([Evidence(Relation.REPEATS, UNION)], Credibility.POSSIBLY_TRUE),
        (
            [Evidence(Relation.CONFIRMS, MINISTRY), Evidence(Relation.CONFIRMS, UNION)],
            Credibility.CONFIRMED,
        ),
        (
            [
                Evidence(Relation.CONFIRMS, MINISTRY),
                Evidence(Relation.CONFIRMS, UNION),
                Evidence(Relation.CONTRADICTS, NARRATED),
            ],
            Credibility.CANNOT_BE_JUDGED,
        ),
    ],
)
def test_credibility(links: list[Evidence], digit: Credibility) -> None:
    """The digit 1 needs independent confirmation and no opposition; 6 is where nothing is known."""
    assert assess(OWN, links).credibility is digit


def test_counts_support_and_opposition() -> None:
    """Supporting and opposing links are counted; those that do neither are not."""
    links = [
        Evidence(Relation.CONFIRMS, MINISTRY),
        Evidence(Relation.REPEATS, RELAY),
        Evidence(Relation.CONTRADICTS, UNION),
        Evidence(Relation.CANNOT_CONFIRM, UNION),
    ]
    found = assess(OWN, links)

    assert (found.n_supporting, found.n_opposing) == (2, 1)


@pytest.mark.parametrize(
    ("one", "other", "proven"),
    [
        (OWN.chain, MINISTRY, True),
        (OWN.chain, RELAY, False),
        (OWN.chain, SECRET, False),
        (MINISTRY, SECRET, True),
        (MINISTRY, Chain(PUBLISHER, publisher=PUBLISHER, mode=Mode.NARRATION), False),
        (
            SECRET,
            Chain("anonymous source (Radio)", via=("Radio",), publisher=PUBLISHER, anonymous=True),
            True,
        ),
        (
            Chain(f"anonymous source ({PUBLISHER})", publisher=PUBLISHER, anonymous=True),
            MINISTRY,
            False,
        ),
    ],
)
def test_independent(one: Chain, other: Chain, *, proven: bool) -> None:
    """Independence that is not proven counts as dependence, whichever way one looks."""
    first, second = origin(one, Houses()), origin(other, Houses())

    assert independent(first, second) is proven
    assert independent(second, first) is proven


def test_families_are_one_origin() -> None:
    """Two papers of one house are one origin."""
    families = {"The Example Times": "Example House", "The Sunday Example": "Example House"}
    sister = Chain("The Sunday Example", publisher="The Sunday Example")
    claim = Standing(OWN.chain, houses=Houses(families=families))

    assert assess(claim, [Evidence(Relation.CONFIRMS, sister)]).n_origins == 1


def test_anonymous_sources_keep_their_outlets() -> None:
    """Unnamed sources of two outlets never merge into one root."""
    roots = {
        origin(Chain("anonymous source", via=(name,), anonymous=True), Houses()).root
        for name in ("Radio", "The Courier")
    }

    assert len(roots) == 2


def test_count_hangs_on_the_set_alone() -> None:
    """Order and repetition of others change no count."""
    own = origin(OWN.chain, Houses())
    others = [origin(chain, Houses()) for chain in (UNION, MINISTRY, RELAY, UNION)]

    assert independent_ones(own, others) == independent_ones(own, others[::-1])
    assert len(independent_ones(own, others)) == 3
