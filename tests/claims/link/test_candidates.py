"""Which earlier claims a claim is compared with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from claims.link.candidates import (
    MOST_CARRIERS,
    MOST_COPIES,
    MOST_JUDGED,
    MOST_OWN,
    Carrier,
    Chosen,
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


def carriers(claims: Iterable[Claim]) -> list[Carrier]:
    """Return claims as they are looked up at first."""
    return [Carrier(one.claim_id, one.shared, one.vectors) for one in claims]


def choice(parts: Iterable[Sequence[Claim]], looked_up: list[str] | None = None) -> Chosen:
    """Choose among claims that come in parts."""
    known: dict[str, Claim] = {}

    def look_up(part: Sequence[Claim]) -> list[Carrier]:
        known.update((one.claim_id, one) for one in part)
        return carriers(part)

    def places(claim_ids: Sequence[str]) -> dict[str, Claim]:
        if looked_up is not None:
            looked_up.extend(claim_ids)
        return {one: known[one] for one in claim_ids}

    return choose(LINKER, asking(), b"", map(look_up, parts), places)


def chosen(*claims: Claim) -> Sequence[str]:
    """Return the ids of the earlier claims that are chosen."""
    return choice([claims]).earlier


def test_nearest_come_first_and_no_more_than_may_be_judged() -> None:
    """Of many earlier claims the nearest are judged, in that order."""
    many = [Claim(f"c{n:02}", shared=n) for n in range(MOST_JUDGED + 5)]

    found = choice([many])

    assert found.earlier == tuple(f"c{n:02}" for n in range(MOST_JUDGED + 4, 4, -1))
    assert found.reach == 5


def test_of_equally_near_ones_the_earliest_comes_first() -> None:
    """Which of equal candidates is kept does not hang on chance."""
    assert chosen(Claim("a", days=-1), Claim("b", days=-3), Claim("c", days=-2)) == ("b", "c", "a")


def test_later_claims_are_not_judged_but_named_where_this_one_comes_within_their_reach() -> None:
    """A later claim that is linked already, and would have chosen this one, is linked anew."""
    near, far = Claim("near", days=1, shared=3, reach=2.0), Claim("far", days=1, reach=2.0)
    waiting = Claim("waiting", days=1, shared=3, reach=None)

    places = {one.claim_id: one for one in (near, far, waiting)}
    found = overtaken(LINKER, asking(), b"", carriers(places.values()), places)

    assert (chosen(near, far, waiting), found) == ((), ["near"])


def test_no_more_claims_are_read_than_may_take_a_place() -> None:
    """Once the places are taken by claims that nothing further off can overtake, reading ends."""
    parts = [[Claim(f"{shared}-{n}", shared=shared) for n in range(15)] for shared in (9, 8, 7, 6)]
    asked = iter(parts)

    found = choice(asked)

    assert found == choice([[one for part in parts for one in part]])
    assert list(asked) == parts[3:]


def test_only_of_the_nearest_is_it_looked_up_where_they_stand() -> None:
    """Of a thousand that share keys, few more are looked up than are judged; ties all of them."""
    apart = [Claim(f"c{n:04}", shared=n) for n in range(1000)]
    alike = [Claim(f"c{n:04}", days=-n - 1) for n in range(1000)]
    few: list[str] = []

    assert len(choice([apart], few).earlier) == MOST_JUDGED
    assert len(few) < 3 * MOST_JUDGED
    assert chosen(*alike)[0] == "c0999"


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
    """However long an article is, half of what its claims are compared with may stand in others."""
    own = [
        Claim(
            f"own{n:02}", shared=9, days=0, article_id="mine", start=-20 * n - 20, end=-20 * n - 10
        )
        for n in range(30)
    ]
    others = [Claim(f"other{n:02}", shared=1 + n / 100) for n in range(30)]

    found = choice([[*own, *others]])

    assert sum(one.startswith("own") for one in found.earlier) == MOST_OWN
    assert len(found.earlier) == MOST_JUDGED
    assert len(chosen(*own)) == MOST_OWN
    assert choice([own]).reach == 0.0
