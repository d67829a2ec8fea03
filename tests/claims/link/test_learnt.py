"""What the trained judge makes of what rules find; here its weights lean one way."""

from dataclasses import replace

import numpy as np
import pytest

from claims.link.encoder import RELATIONS, Encoder, load_encoder
from claims.link.learnt import Judge
from claims.link.linker import Rules
from claims.link.match import Statement
from claims.link.weights import Layer, Weights
from claims.proposition import Predicate
from db.vocabulary import Relation

from .conftest import Maker

ANA = "Ana Example"


def leaning(outcomes: int, to: int) -> Layer:
    """Return a layer that finds one outcome likely whatever is measured."""
    blank = Layer.untaught((), outcomes)
    return Layer(blank.names, blank.centre, blank.spread, blank.weights, 9.0 * np.eye(outcomes)[to])


def judge(*, tied: bool, kind: Relation, shows: float = 2.0) -> Judge:
    """Return a judge that is sure of one thing; by itself it shows a link from a chance on."""
    encoder = load_encoder()
    assert isinstance(encoder, Encoder)
    tie, of_kind = leaning(2, int(tied)), leaning(6, RELATIONS.index(kind))
    pair = Layer.untaught((), len(RELATIONS))
    return Judge(encoder, Weights("0", tie, 0.0, tie, of_kind, pair, 0.5, shows, shows, 0.5))


def linked(by: Judge, later: Statement, earlier: Statement) -> Relation | None:
    """Return the relation of a link that counts."""
    match = by.judge(later, earlier, vectors=(by.vectors(later), by.vectors(earlier)))
    return match.relation if match is not None and match.score >= by.threshold else None


@pytest.mark.parametrize(
    ("kind", "found"), [(Relation.REPEATS, Relation.REPEATS), (Relation.UPDATES, None)]
)
def test_judge_bears_out_what_a_rule_half_finds(
    statement: Maker, kind: Relation, found: Relation | None
) -> None:
    """What a rule half finds counts where the judge reads the same, and not otherwise."""
    earlier, later = (
        statement(
            text,
            Predicate("shoot", object="negotiator"),
            names=("Fiktia", *names),
            terms=terms,
            speaker="Example Service",
            article="one",
            position=position,
        )
        for text, names, terms, position in (
            ("negotiators of Fiktia were shot", (), "negotiator shoot", 0),
            ("Fiktia had shot people at Marisol", ("Marisol",), "shoot people pier night", 90),
        )
    )
    ruled = Rules().judge(later, earlier, vectors=(b"", b""))

    assert ruled is not None
    assert ruled.score < Rules.threshold
    assert linked(judge(tied=True, kind=kind), later, earlier) is found


def test_same_words_of_one_mouth_stay_a_repetition(statement: Maker) -> None:
    """A judge that reads a retraction does not outweigh that nothing but the same is said."""
    earlier, later = (
        statement(
            "the bridge of Marisol is closed",
            Predicate("close", object="bridge"),
            names=("Marisol",),
            terms="bridge close",
            speaker="Example Ministry",
            article=article,
            day=day,
        )
        for article, day in (("one", 0), ("two", 1))
    )

    assert linked(judge(tied=True, kind=Relation.RETRACTS), later, earlier) is Relation.REPEATS


def test_doubt_spares_states_of_one_person(statement: Maker) -> None:
    """A judge that sees no tie cannot take away that somebody named was seen while in a camp."""
    held = statement(
        "Ana Example is in prison", Predicate("prison", subject=ANA), names=(ANA,), terms="prison"
    )
    seen = statement(
        "Ana Example was seen at a show",
        Predicate("see", object=ANA, others=("at show",)),
        names=(ANA,),
        terms="see show",
        speaker="Tom Example",
        day=1,
    )
    by = judge(tied=False, kind=Relation.CONTRADICTS)

    assert linked(by, seen, held) is Relation.CONTRADICTS
    assert by.keys(seen).keys() & by.keys(held).keys() >= {"o:ana example held seen"}


@pytest.mark.parametrize(
    ("tied", "kind", "found"),
    [
        (True, Relation.CONTRADICTS, Relation.CONTRADICTS),
        (False, Relation.CONTRADICTS, None),
        (True, Relation.UPDATES, None),
    ],
)
def test_rule_over_mere_words_needs_the_judge(
    statement: Maker, *, tied: bool, kind: Relation, found: Relation | None
) -> None:
    """One affirms what the other negates only where the judge finds that likelier than not."""
    earlier, later = (
        statement(
            text,
            Predicate("inspect", object="pipeline", negated=negated),
            terms="pipeline inspect harbour",
            speaker=speaker,
            day=day,
        )
        for text, negated, speaker, day in (
            ("the pipeline at the harbour was inspected", False, "Harbour Office", 0),
            ("the pipeline at the harbour was not inspected", True, "Miners Union", 3),
        )
    )

    assert linked(judge(tied=tied, kind=kind), later, earlier) is found


@pytest.mark.parametrize(("place", "found"), [("Marisol", Relation.REPEATS), ("Kolwa", None)])
def test_strangers_are_possible_at_most(
    statement: Maker, place: str, found: Relation | None
) -> None:
    """An officer who fired here is not the one who fired there, however sure the judge is."""
    earlier = replace(
        statement("gunmen fired on a patrol", near=("Marisol",), terms="gunman fire patrol"),
        title="Soldiers die in border clash near Marisol",
        sentence="Smugglers crossed the river and gunmen fired on a patrol, the army said",
    )
    later = replace(
        statement("the officer fired twice", near=(place,), terms="officer fire", day=900),
        title=f"Driver shot at traffic check in {place}",
        sentence="The officer fired twice, her lawyer told the inquiry",
    )
    by = judge(tied=True, kind=Relation.REPEATS, shows=0.8)
    match = by.judge(later, earlier, vectors=(by.vectors(later), by.vectors(earlier)))

    assert match is not None
    assert linked(by, later, earlier) is found


@pytest.mark.parametrize(("tied", "found"), [(True, Relation.REPEATS), (False, None)])
def test_the_same_said_of_one_needs_the_judge(
    statement: Maker, *, tied: bool, found: Relation | None
) -> None:
    """That a person was arrested counts as said twice only where the judge sees one arrest."""
    earlier, later = (
        statement(
            "Ana Example was arrested",
            Predicate("arrest", object=ANA),
            names=(ANA,),
            terms="arrest",
            speaker=speaker,
            day=day,
        )
        for speaker, day in (("Example Ministry", 0), ("Example Ministry", 900))
    )

    assert linked(judge(tied=tied, kind=Relation.REPEATS), later, earlier) is found


def test_deeds_of_one_kind_need_the_judge(statement: Maker) -> None:
    """Who staged a raid and confessed nothing has done both: no rule alone holds them opposed."""
    earlier, later = (
        statement(
            text, clause, names=(ANA,), terms=terms, near=("Marisol",), speaker=speaker, day=day
        )
        for text, clause, terms, speaker, day in (
            (
                "Ana Example staged the raid",
                Predicate("stage", subject=ANA, object="raid"),
                "stage raid",
                "Tom Example",
                0,
            ),
            (
                "Ana Example has not confessed",
                Predicate("confess", subject=ANA, negated=True),
                "confess",
                "Harbour Office",
                1,
            ),
        )
    )

    assert Rules().judge(later, earlier, vectors=(b"", b"")) is not None
    assert linked(judge(tied=False, kind=Relation.CONTRADICTS), later, earlier) is None
    assert (
        linked(judge(tied=True, kind=Relation.CONTRADICTS), later, earlier) is Relation.CONTRADICTS
    )


@pytest.mark.parametrize(
    ("date", "found"), [("2021-05-27", Relation.CONFIRMS), ("2021-05-28", None), ("", None)]
)
def test_one_date_bears_a_likely_confirmation_out(
    statement: Maker, date: str, found: Relation | None
) -> None:
    """What is likely, and not nearly certain, confirms where both articles give the same day."""
    earlier, later = (
        statement(
            text,
            names=(ANA,),
            terms=terms,
            speaker=speaker,
            dates=(day,) if day else (),
            day=at,
        )
        for text, terms, speaker, day, at in (
            ("Ana Example was taken away at the port", "take port", "A Ministry", "2021-05-27", 0),
            ("the harbour is where she was held", "harbour hold", "Tom Example", date, 2),
        )
    )
    likely = leaning(2, 1)
    by = judge(tied=True, kind=Relation.CONFIRMS)
    three_in_four = replace(likely, bias=np.log([0.25, 0.75]))
    by.weights = replace(by.weights, tie=three_in_four, threshold=0.77, possible=0.65)

    assert linked(by, later, earlier) is found
