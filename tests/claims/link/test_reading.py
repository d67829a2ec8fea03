"""How a statement is read: who is in which state, and what is not the news."""

import pytest

from claims.link.linker import Rules
from claims.link.reading import read
from claims.proposition import Predicate
from db.vocabulary import Mode, Relation, Stance

from .conftest import Maker

ANA, DAWN = "Ana Example", "Red Dawn"
LINKER, NOWHERE = Rules(), (b"", b"")


def families(reading: object) -> set[tuple[str, bool]]:
    """The states of a reading, each with whether it is negated."""
    return {(state.family, state.negated) for state in reading.states}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Ana Example, reported dead on Monday, waved from a balcony", False),
        ("Ana Example waved from a balcony days after friends had reported her dead", False),
        ("Ana Example, whose death had been announced, waved from a balcony", False),
        ("Ana Example was reported dead on Monday", True),
    ],
)
def test_hearsay_beside_the_news_is_not_the_news(
    statement: Maker, text: str, *, dead: bool
) -> None:
    """Who was reported dead and is told of something else is not told to be dead."""
    word = "death" if "death" in text else "dead"
    told = statement(text, Predicate(word, subject=ANA), names=(ANA,), terms=word)

    assert (("dead", False) in families(read(told))) is dead


def test_denied_deed_does_not_deny_where_it_was_done(statement: Maker) -> None:
    """Who denies that she was beaten in custody does not deny that she was in custody."""
    beaten = Predicate("beat", object=ANA, others=("in custody",))
    denied = statement(
        "Ana Example had been beaten in custody", beaten, names=(ANA,), stance=Stance.DENIES
    )

    assert ("held", True) not in families(read(denied))


def test_claim_without_a_subject_is_of_its_speaker(statement: Maker) -> None:
    """Who claims "to have carried out the raid" claims to have done it; who was beaten did not."""
    done, suffered = (
        statement(text, Predicate(verb, object=target), speaker=DAWN)
        for text, verb, target in (
            ("to have carried out the raid", "carry out", "raid"),
            ("to have been beaten", "beat", ""),
        )
    )

    assert {s.holder for s in read(done).states if s.family == "responsible"} == {"red dawn"}
    assert "red dawn" not in read(suffered).own


def test_name_that_leads_to_a_family_is_read_with_its_preposition(statement: Maker) -> None:
    """To have "worked for the Example Agency" is to work for somebody."""
    worked = Predicate("work", subject=ANA, others=("for Example Agency",))
    told = statement(
        "Ana Example worked for the Example Agency", worked, names=(ANA, "Example Agency")
    )

    assert ("works_for", False) in families(read(told))


def test_place_is_nobody_who_could_be_in_a_state(statement: Maker) -> None:
    """Officers at work in a town do not contradict that somebody is missing there."""
    missing = statement(
        "A teacher is missing in Marisol",
        Predicate("missing", subject="teacher"),
        names=("Marisol",),
        terms="teacher missing officer",
    )
    search = statement(
        "Twenty officers took part in the search",
        Predicate("take", subject="officer", object="part", others=("in search",)),
        near=("Marisol",),
        terms="officer search",
        speaker="Police",
        day=1,
    )
    match = LINKER.judge(search, missing, vectors=NOWHERE)

    assert match is None or match.score < LINKER.threshold


def test_opposite_of_ones_own_words_takes_them_back(statement: Maker) -> None:
    """Who said that she was dead and says that she lives retracts; anybody else contradicts."""
    dead = statement(
        "Ana Example had died", Predicate("die", subject=ANA), names=(ANA,), terms="die"
    )
    found = [
        LINKER.judge(
            statement(
                "Ana Example is alive",
                Predicate("alive", subject=ANA),
                names=(ANA,),
                terms="alive",
                speaker=speaker,
                day=9,
            ),
            dead,
            vectors=NOWHERE,
        )
        for speaker in ("Example Times", "Tom Example")
    ]

    assert [match and match.relation for match in found] == [
        Relation.RETRACTS,
        Relation.CONTRADICTS,
    ]


def test_scrap_of_a_claim_says_nothing(statement: Maker) -> None:
    """Two words, "her death", neither contradict nor confirm anything by themselves."""
    alive = statement("Ana Example is alive", Predicate("alive", subject=ANA), names=(ANA,))
    scrap = statement(
        "her death", Predicate("death", subject=ANA), names=(ANA,), speaker="Friends", day=1
    )

    assert LINKER.judge(scrap, alive, vectors=NOWHERE) is None


def test_number_of_another_year_is_no_other_number(statement: Maker) -> None:
    """How many died years ago does not contradict how many died now."""
    now, before = (
        statement(
            text,
            Predicate("die", subject="people", others=("in crash",)),
            names=("Marisol",),
            terms="people die crash",
            quantities=(f"{number} people",),
            dates=dates,
            speaker=speaker,
            article=speaker,
        )
        for text, number, dates, speaker in (
            ("nine people had died in the crash at Marisol", "9", (), "Ministry"),
            ("eleven people had died in a crash at Marisol in 2012", "11", ("2012",), "Courier"),
        )
    )
    match = LINKER.judge(before, now, vectors=NOWHERE)

    assert match is None or "number" not in match.reason


def test_narration_is_no_report_that_could_be_rejected(statement: Maker) -> None:
    """What "those reports were wrong" is of somebody said; the article itself did not."""
    wrong = Predicate("wrong", subject="report")
    found = [
        LINKER.judge(
            statement(
                "Those reports were wrong", wrong, article="one", position=50, terms="report wrong"
            ),
            statement("Acme had sold data", article="one", mode=mode, speaker=speaker),
            vectors=NOWHERE,
        )
        for mode, speaker in ((Mode.INDIRECT, "Tom Example"), (Mode.NARRATION, "The Gazette"))
    ]

    assert [match and match.relation for match in found] == [Relation.CONTRADICTS, None]
