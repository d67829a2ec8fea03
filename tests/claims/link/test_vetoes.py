"""What no rule and no judge may say of two claims, on people and events that do not exist."""

import pytest

from claims.link.compare import Pair
from claims.link.linker import Rules
from claims.link.match import Statement
from claims.link.reading import read
from claims.link.roles import differences
from claims.link.vetoes import barred
from claims.proposition import Predicate
from db.vocabulary import Relation, Stance

from .conftest import Maker
from .test_learnt import judge, linked

ANA, BEN = "Ana Example", "Ben Sample"
NOWHERE = (b"", b"")


def pair(later: Statement, earlier: Statement) -> Pair:
    """Return two statements side by side."""
    return Pair(read(later), read(earlier))


@pytest.mark.parametrize(
    ("before", "now", "role"),
    [
        (("shell", "Russia", "Nikopol"), ("shell", "Ukraine", "Nikopol"), "actor"),
        (("shell", "Russian army", "Nikopol"), ("shell", "Moscow", "Nikopol"), ""),
        (("raid", "CIA", "Marisol"), ("raid", "Washington", "Marisol"), ""),
        (("raid", "Hamas", "Marisol"), ("raid", "Israel", "Marisol"), "actor"),
        (("arrest", "", ANA), ("arrest", "", BEN), "object"),
        (("arrest", "", ANA), ("arrest", "", "Example"), ""),
        (("die", ANA, ""), ("kill", "", BEN), "object"),
        (("meet", ANA, BEN), ("praise", BEN, ANA), ""),
        (("arrest", "", ANA, "in Lodz"), ("arrest", "", ANA, "in Warsaw"), "place"),
        (("arrest", "", ANA, "in Lodz"), ("arrest", "", ANA, "in Poland"), ""),
        (("arrest", "", ANA, "in Seoul"), ("arrest", "", ANA, "in South Korea"), ""),
        (("arrest", "", ANA, "in Chile"), ("arrest", "", ANA, "in Peru"), "place"),
        (("arrest", "", ANA, "in Lodz"), ("arrest", "", ANA), ""),
    ],
)
def test_other_names_in_one_role_differ(
    statement: Maker, before: tuple[str, ...], now: tuple[str, ...], role: str
) -> None:
    """Other names in one role of one act differ; a part, a capital or a short name does not."""
    earlier, later = (
        statement(
            f"{who} {verb}ed {whom} {' '.join(where)}",
            Predicate(verb, subject=who, object=whom, others=tuple(where)),
            names=tuple(filter(None, (who, whom, *(place[3:] for place in where)))),
            day=day,
        )
        for day, (verb, who, whom, *where) in enumerate((before, now))
    )

    assert [one.role for one in differences(pair(later, earlier))] == [role] * bool(role)


def test_people_named_side_by_side_are_no_difference(statement: Maker) -> None:
    """Where one claim names both, the other may name either."""
    both = statement(
        f"{ANA} and {BEN} were arrested", Predicate("arrest", object=ANA), names=(ANA, BEN)
    )
    one = statement(f"{BEN} was arrested", Predicate("arrest", object=BEN), names=(BEN,), day=1)

    assert not differences(pair(one, both))


def test_judge_cannot_confirm_another_actor(statement: Maker) -> None:
    """A judge that is sure of a repetition does not make accusers of each other agree."""
    earlier, later = (
        statement(
            f"{who} shelled the town",
            Predicate("shell", subject=who, object="town"),
            names=(who,),
            terms="shell town",
            speaker=speaker,
            day=day,
        )
        for day, (who, speaker) in enumerate([("Russia", "Kyiv"), ("Ukraine", "Kremlin")])
    )
    found = linked(judge(tied=True, kind=Relation.REPEATS, shows=0.5), later, earlier)

    assert found is Relation.CONTRADICTS


@pytest.mark.parametrize(
    ("speaker", "earlier_speaker", "via", "earlier_stance", "said"),
    [
        ("The Gazette", "Tom Example", ("The Gazette",), Stance.ASSERTS, True),
        ("Tom Example", "Minister Tom Example", (), Stance.ASSERTS, True),
        ("The Gazette", "Tom Example", (), Stance.ASSERTS, False),
        ("The Gazette", "The Gazette", (), Stance.DENIES, False),
    ],
)
def test_only_who_stated_it_retracts(
    statement: Maker,
    speaker: str,
    earlier_speaker: str,
    via: tuple[str, ...],
    earlier_stance: Stance,
    *,
    said: bool,
) -> None:
    """Taken back is what the speaker, or a relay that speaks now, had stated, and no denial."""
    taken = Predicate("accept", subject=ANA, object="bribe")
    earlier = statement(
        f"{ANA} took a bribe",
        taken,
        names=(ANA,),
        terms="bribe",
        speaker=earlier_speaker,
        via=via,
        stance=earlier_stance,
    )
    later = statement(
        f"{ANA} had taken a bribe",
        taken,
        names=(ANA,),
        terms="bribe",
        speaker=speaker,
        stance=Stance.RETRACTS,
        publisher="The Courier",
        day=1,
    )
    found = linked(judge(tied=True, kind=Relation.RETRACTS, shows=0.5), later, earlier)

    assert (found is Relation.RETRACTS) is said
    assert (Relation.RETRACTS in barred(pair(later, earlier))) is not said


def test_denial_is_not_left_open(statement: Maker) -> None:
    """Who cannot confirm a charge leaves the charge open, and not what denies it."""
    denial = statement(
        "We never paid her", Predicate("pay", object=ANA, negated=True), names=(ANA,)
    )
    later = statement(
        f"{ANA} was paid",
        Predicate("pay", object=ANA),
        names=(ANA,),
        stance=Stance.CANNOT_CONFIRM,
        day=1,
    )

    assert Relation.CANNOT_CONFIRM in barred(pair(later, denial))


def test_namesakes_have_nothing_to_do_with_each_other(statement: Maker) -> None:
    """The footballer's transfer bears in no way on the minister of the same name."""
    minister = statement(
        f"Minister {ANA} signed the deal", Predicate("sign", subject=ANA), names=(ANA,)
    )
    footballer = statement(
        f"The footballer {ANA} signed for Marisol", Predicate("sign", subject=ANA), names=(ANA,)
    )

    assert barred(pair(footballer, minister)) == frozenset(Relation)


def test_acquittal_bears_out_the_denial(statement: Maker) -> None:
    """Who is acquitted of bribery took no bribe: their denial is not contradicted."""
    denial = statement(
        "I have never taken a bribe",
        Predicate("take", subject="I", object="bribe", negated=True),
        terms="take bribe",
        near=(ANA,),
        speaker=ANA,
    )
    acquittal = statement(
        f"A court acquitted {ANA} of bribery",
        Predicate("acquit", subject="court", object=ANA, others=("of bribery",)),
        names=(ANA,),
        terms="court acquit bribery",
        speaker="Tom Example",
        day=1,
    )

    assert Relation.CONTRADICTS in barred(pair(acquittal, denial))
    assert Rules().judge(acquittal, denial, vectors=NOWHERE) is None


def test_twelve_people_are_nobody_in_particular(statement: Maker) -> None:
    """That twelve were killed is not contradicted by somebody from the headline being seen."""
    killed = statement(
        "Twelve people were killed",
        Predicate("kill", object="people"),
        near=(ANA,),
        terms="people kill",
        quantities=("12 people",),
        speaker="Police",
    )
    seen = statement(
        f"{ANA} was seen", Predicate("see", object=ANA), names=(ANA,), terms="see", day=4
    )

    assert Rules().judge(seen, killed, vectors=NOWHERE) is None


def test_toll_that_differs_is_news_and_no_confirmation(statement: Maker) -> None:
    """Fourteen dead where twelve were is an update, also where a judge reads the same words."""
    earlier, later = (
        statement(
            f"{number} people were killed in the explosion at the Marisol plant",
            Predicate("kill", object="people"),
            names=("Marisol Works",),
            terms="people kill explosion plant",
            quantities=(f"{number} people",),
            speaker="Police",
            day=day,
        )
        for day, number in enumerate((12, 14))
    )

    by = judge(tied=True, kind=Relation.REPEATS, shows=0.5)
    assert linked(by, later, earlier) is Relation.UPDATES


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("He is alive and well", Predicate("alive", subject=ANA)),
        (
            "state television showed Example at a parade",
            Predicate("show", subject="state television", object=ANA, others=("at parade",)),
        ),
    ],
)
def test_who_is_shown_was_not_missing(statement: Maker, text: str, clause: Predicate) -> None:
    """In one article, "not seen since May" is contradicted by who shows or knows them alive."""
    gone = statement(
        f"{ANA} has not been seen since May",
        Predicate("see", object=ANA, negated=True),
        names=(ANA,),
        article="one",
        speaker="The Courier",
    )
    there = statement(
        text, clause, names=(ANA,), article="one", position=90, speaker="Grace Example"
    )
    found = Rules().judge(there, gone, vectors=NOWHERE)

    assert found is not None
    assert (found.relation, found.score >= Rules.threshold) == (Relation.CONTRADICTS, True)
