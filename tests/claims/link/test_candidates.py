"""Which earlier claims a claim is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from claims.link.candidates import (
    FIRST_LOOK,
    MOST_CARRIERS,
    MOST_COPIES,
    MOST_JUDGED,
    MOST_OWN,
    MOST_RANKED,
    Chosen,
    LookUp,
    choose,
    overtaken,
    sharing,
    telling,
)
from claims.link.linker import Rules
from claims.link.match import Statement
from claims.proposition import Proposition
from db.vocabulary import Mode, Stance

NOON = datetime(2019, 6, 3, 12, tzinfo=UTC)
LINKER = Rules()


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that shares keys with the one that asks."""

    claim_id: str
    shared: float = 1.0
    days: int = -1
    article_id: str = "other"
    start: int = 0
    end: int = 10
    reach: float | None = 0.0
    vectors: bytes = b""

    @property
    def order(self) -> tuple[datetime, str, int, str]:
        """Place in the total order."""
        return (NOON + timedelta(days=self.days), self.article_id, self.start, self.claim_id)


def asking(text: str = "The bridge") -> Statement:
    """Return the claim that asks, of 3 June, at the start of its article."""
    return Statement(
        claim_id="asking",
        article_id="mine",
        position=0,
        ordered_at=NOON,
        text=text,
        sentence=text,
        title="",
        speaker="Ana Example",
        via=(),
        publisher="The Example Times",
        anonymous=False,
        mode=Mode.INDIRECT,
        stance=Stance.ASSERTS,
        proposition=Proposition(),
    )


class Carried:
    """Claims that share keys with the one that asks, and which of them were looked up."""

    def __init__(self, *claims: Claim) -> None:
        self._claims = {one.claim_id: one for one in claims}
        self.shares = sorted(((one.claim_id, one.shared) for one in claims), key=lambda x: -x[1])
        self.placed: list[str] = []
        self.read: list[str] = []

    def places(self, claim_ids: Sequence[str]) -> dict[str, Claim]:
        """Return where claims stand."""
        self.placed += claim_ids
        return {one: self._claims[one] for one in claim_ids}

    def vectors(self, claim_ids: Sequence[str]) -> dict[str, bytes]:
        """Return where claims lie by their meaning."""
        self.read += claim_ids
        return {one: self._claims[one].vectors for one in claim_ids}

    def choice(self) -> Chosen:
        """Choose among them."""
        return choose(LINKER, asking(), b"", self.shares, LookUp(self.places, self.vectors))

    def overtaken(self) -> list[str]:
        """Return those that would choose the one that asks."""
        return overtaken(LINKER, asking(), b"", self.shares, LookUp(self.places, self.vectors))


def chosen(*claims: Claim) -> Sequence[str]:
    """Return the ids of the earlier claims that are chosen."""
    return Carried(*claims).choice().earlier


def test_nearest_come_first_and_no_more_than_may_be_judged() -> None:
    """Of many earlier claims the nearest are judged, in that order."""
    many = [Claim(f"c{n:02}", shared=n) for n in range(MOST_JUDGED + 5)]

    found = Carried(*many).choice()

    assert found.earlier == tuple(f"c{n:02}" for n in range(MOST_JUDGED + 4, 4, -1))
    assert found.reach == 5


def test_of_equally_near_ones_the_earliest_comes_first() -> None:
    """Which of equal candidates is kept does not hang on chance."""
    assert chosen(Claim("a", days=-1), Claim("b", days=-3), Claim("c", days=-2)) == ("b", "c", "a")


def test_later_claims_are_not_judged_but_named_where_this_one_comes_within_their_reach() -> None:
    """A later claim that is linked already, and would have chosen this one, is linked anew."""
    near, far = Claim("near", days=1, shared=3, reach=2.0), Claim("far", days=1, reach=2.0)
    waiting = Claim("waiting", days=1, shared=3, reach=None)

    carried = Carried(near, far, waiting)

    assert (carried.choice().earlier, carried.overtaken()) == ((), ["near"])


def test_no_more_claims_are_read_than_may_take_a_place() -> None:
    """Once the places are taken by claims that nothing further off can overtake, reading ends."""
    carried = Carried(*(Claim(f"c{n:04}", shared=9 - n // 100) for n in range(900)))

    assert carried.choice().earlier == tuple(f"c{n:04}" for n in range(MOST_JUDGED))
    assert carried.placed == carried.read == [f"c{n:04}" for n in range(FIRST_LOOK)]


def test_later_claims_are_left_out_before_their_vectors_are_read() -> None:
    """Of the claims that share keys only those are read that may be compared, and a number."""
    later = [Claim(f"later{n}", days=1) for n in range(300)]
    earlier = [Claim(f"earlier{n}") for n in range(MOST_RANKED + 100)]
    carried = Carried(*later, *earlier)

    assert len(carried.choice().earlier) == MOST_JUDGED
    assert carried.read == [one.claim_id for one in earlier[:MOST_RANKED]]


def test_later_claims_are_not_read_that_nothing_that_shares_so_little_is_near_to() -> None:
    """Where a later claim asks for more than it can share with this one, that is known before."""
    open_to, shut = Claim("open", days=1, shared=2, reach=2.0), Claim("shut", days=1, reach=1.5)
    carried = Carried(open_to, shut)

    assert (carried.overtaken(), carried.read) == (["open"], ["open"])


def test_claim_is_not_compared_with_what_it_stands_in() -> None:
    """Two claims that share words of one article are no pair; neighbours in it are one."""
    itself = Claim("asking", article_id="mine", start=0, end=10, days=0)
    inside = Claim("inside", article_id="mine", start=4, end=30, days=0)
    before = Claim("before", article_id="mine", start=-40, end=0, days=0)

    assert chosen(itself, inside, before) == ("before",)


def test_copies_of_one_sentence_take_few_places() -> None:
    """A syndicated sentence in many papers leaves room for what others say."""
    copies = [Claim(f"copy{n}", shared=9, days=-n - 1, vectors=b"same") for n in range(30)]

    found = chosen(*copies, Claim("other", shared=1, vectors=b"other"))

    assert found == ("copy29", "copy28", "other")
    assert MOST_COPIES == 2


def test_keys_that_too_many_carry_are_not_looked_up() -> None:
    """Among rare keys a common one is left out; where all are common the rarest one stays."""
    many = MOST_CARRIERS + 1

    assert telling({"e:bridge": 3, "e:country": many}) == ["e:bridge"]
    assert telling({"e:town": many, "e:country": many + 1}) == ["e:town"]
    assert telling({}) == []


def test_claims_that_share_most_come_first() -> None:
    """What the keys of each weigh is added up; of equal ones the first by id comes first."""
    carried = {"t:day": ["open"], "t:say": ["open", "near"], "e:ana": ["aside", "also"]}

    assert sharing(carried, {"t:day": 0.1, "t:say": 0.2, "e:ana": 4.0}) == [
        ("also", 4.0),
        ("aside", 4.0),
        ("open", 0.3),
        ("near", 0.2),
    ]


def test_keys_that_together_are_too_many_are_looked_up_rarest_first() -> None:
    """What one claim looks up stays under the bound, however many keys it has."""
    half = MOST_CARRIERS // 2
    carried = {"e:bridge": half, "e:country": half + 2, "e:town": half - 2}

    assert telling(carried) == ["e:town", "e:bridge"]


def test_ones_own_article_leaves_places_to_others() -> None:
    """However long an article is, some of what its claims are compared with stands in others."""
    own = [
        Claim(
            f"own{n:02}", shared=9, days=0, article_id="mine", start=-20 * n - 20, end=-20 * n - 10
        )
        for n in range(30)
    ]
    others = [Claim(f"other{n:02}", shared=1 + n / 100) for n in range(30)]

    found = Carried(*own, *others).choice()

    assert sum(one.startswith("own") for one in found.earlier) == MOST_OWN
    assert len(found.earlier) == MOST_JUDGED
    assert len(chosen(*own)) == MOST_OWN
    assert Carried(*own).choice().reach == 0.0
