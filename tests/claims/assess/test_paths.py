"""Who cites whom: circles, and paths that all end at one unnamed source."""

import pytest

from claims.assess.origins import Chain
from claims.assess.paths import circle, sole_unnamed, trace
from claims.assess.status import Evidence, Standing, assess
from db.vocabulary import Judgement, Mode, Relation

GAZETTE, COURIER, RADIO = "The Gazette", "The Courier", "Radio Norwick"
# The Gazette cites the Courier, which cites Radio Norwick, which cites the Gazette.
FIRST = Chain(COURIER, publisher=GAZETTE)
SECOND = Chain(RADIO, publisher=COURIER)
THIRD = Chain(GAZETTE, publisher=RADIO)
BACK = Chain(GAZETTE, publisher=COURIER)
MINISTRY = Chain("Fiktia Ministry of Justice", publisher=GAZETTE)
SECRET = Chain(f"anonymous source ({RADIO})", via=(RADIO,), publisher=RADIO, anonymous=True)
PASSED_ON = Chain(f"anonymous source ({RADIO})", via=(RADIO,), publisher=COURIER, anonymous=True)
OWN_SECRET = Chain(f"anonymous source ({GAZETTE})", publisher=GAZETTE, anonymous=True)
NARRATED = Chain(RADIO, publisher=RADIO, mode=Mode.NARRATION)


@pytest.mark.parametrize(
    ("chains", "expected"),
    [
        ([FIRST], ()),
        ([FIRST, SECOND], ()),
        ([FIRST, BACK], ("Gazette", "Courier")),
        ([BACK, FIRST], ("Courier", "Gazette")),
        ([FIRST, SECOND, THIRD], ("Gazette", "Courier", "Radio Norwick")),
        ([FIRST, SECOND, THIRD, BACK], ("Gazette", "Courier")),
        ([Chain(GAZETTE, via=(COURIER,), publisher=GAZETTE)], ("Gazette", "Courier")),
        ([Chain("Gazette", via=(COURIER,), publisher=GAZETTE)], ("Gazette", "Courier")),
        ([Chain(GAZETTE, via=(GAZETTE,), publisher=GAZETTE)], ()),
        ([SECRET], ()),
        ([FIRST, Chain(f"{GAZETTE} and Lena Hofmann", publisher=COURIER)], ("Gazette", "Courier")),
        ([Chain(RADIO, publisher="Reed and Hofmann"), Chain("Reed", publisher=RADIO)], ()),
        ([], ()),
    ],
)
def test_circle(chains: list[Chain], expected: tuple[str, ...]) -> None:
    """A circle is found where citations come back to a house, within one chain or across some."""
    assert circle(trace(chains, families={})) == expected


def test_circle_that_a_claim_does_not_run_into_is_not_its_own() -> None:
    """Where two papers that confirm a ministry cite each other, the ministry's claim is clean."""
    ministry = Chain("Fiktia Ministry of Justice", publisher="The Post")

    assert circle(trace([ministry, FIRST, BACK], families={})) == ()
    assert circle(trace([Chain(GAZETTE, publisher="The Post"), FIRST, BACK], families={})) != ()


def test_papers_of_one_house_close_a_circle() -> None:
    """A chain that comes back to a sister paper comes back to the house."""
    families = {GAZETTE: "Norwick Press", "The Sunday Gazette": "Norwick Press"}
    chains = [FIRST, Chain("The Sunday Gazette", publisher=COURIER)]

    assert circle(trace(chains, families=families)) == ("Norwick Press", "Courier")
    assert circle(trace(chains, families={})) == ()


@pytest.mark.parametrize(
    ("chains", "expected"),
    [
        ([SECRET], RADIO),
        ([SECRET, PASSED_ON], RADIO),
        ([PASSED_ON, SECRET, Chain(RADIO, publisher=GAZETTE)], RADIO),
        ([SECRET, NARRATED], RADIO),
        ([NARRATED, PASSED_ON], RADIO),
        ([SECRET, THIRD], ""),
        ([NARRATED], ""),
        ([SECRET, MINISTRY], ""),
        ([SECRET, OWN_SECRET], ""),
        ([SECRET, Chain(GAZETTE, publisher=GAZETTE, mode=Mode.NARRATION)], ""),
        ([FIRST], ""),
        ([SECRET, FIRST, BACK], ""),
        ([], ""),
    ],
)
def test_sole_unnamed(chains: list[Chain], expected: str) -> None:
    """One unnamed source is named only where no path ends elsewhere, or nowhere."""
    assert sole_unnamed(trace(chains, families={})) == expected


def test_unnamed_sources_of_sister_papers_are_two() -> None:
    """One owner does not make one source of the unnamed sources of two papers."""
    families = {GAZETTE: "Norwick Press", RADIO: "Norwick Press"}

    assert sole_unnamed(trace([SECRET, OWN_SECRET], families=families)) == ""
    assert sole_unnamed(trace([SECRET, PASSED_ON], families=families)) == RADIO


def test_unknown_publishers_are_never_one() -> None:
    """The unnamed sources of two articles without a publisher are not taken for one."""
    secret = Chain(
        "anonymous source (unknown publisher)", publisher="unknown publisher", anonymous=True
    )

    assert sole_unnamed(trace([secret], families={})) == "unknown publisher"
    assert sole_unnamed(trace([secret, secret], families={})) == ""


@pytest.mark.parametrize(
    ("link", "is_circular"),
    [
        (Evidence(Relation.REPEATS, BACK), True),
        (Evidence(Relation.CONFIRMS, BACK), True),
        (Evidence(Relation.CONTRADICTS, BACK), False),
        (Evidence(Relation.UPDATES, BACK), False),
        (Evidence(Relation.REPEATS, BACK, strong=False), False),
        (Evidence(Relation.REPEATS, BACK, strong=False, judgement=Judgement.ACCEPTED), True),
        (Evidence(Relation.REPEATS, BACK, judgement=Judgement.REJECTED), False),
    ],
)
def test_only_links_that_stand_by_a_claim_close_a_circle(
    link: Evidence, *, is_circular: bool
) -> None:
    """A circle needs a link that counts and that repeats or confirms."""
    assert bool(assess(Standing(FIRST), [link]).circular) is is_circular


def test_claim_without_links_rests_on_its_own_unnamed_source() -> None:
    """A claim that nobody repeats has one path, and that ends at its unnamed source."""
    assert assess(Standing(SECRET), []).unnamed_origin == RADIO
    assert assess(Standing(SECRET), [Evidence(Relation.CONFIRMS, MINISTRY)]).unnamed_origin == ""
