"""The linker that ships, on people and places that do not exist."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.link.linker import Rules
from claims.link.match import Statement
from claims.link.noop import NoOp
from claims.proposition import Predicate, Proposition
from claims.settings import Settings
from db.vocabulary import Mode, Relation, Stance

LINKER = Rules()
NOWHERE = (b"", b"")
ANA, TOM = "Ana Example", "Tom Example"


def executed(**more: Any) -> dict[str, Any]:
    """Return a claim that somebody is dead."""
    return {
        "text": "Ana Example had been executed in March",
        "names": (ANA,),
        "terms": "execute",
        "predicates": [Predicate("execute", object=ANA)],
        **more,
    }


def alive(**more: Any) -> dict[str, Any]:
    """Return a later claim, of another root, that the same person lives."""
    return {
        "text": "Ana Example is alive",
        "names": (ANA,),
        "terms": "alive",
        "predicates": [Predicate("alive", subject=ANA)],
        "speaker": "Fiktia Intelligence Service",
        "day": 9,
        **more,
    }


def clause(text: str, predicate: Predicate, terms: str, **more: Any) -> dict[str, Any]:
    """Return a claim of one clause; capitalised arguments are its names."""
    names = tuple(n for n in (predicate.subject, predicate.object) if n[:1].isupper())
    return {"text": text, "predicates": [predicate], "terms": terms, "names": names, **more}


SOLD = Predicate("sell", subject="Acme Corp", object="data")
RAID = ("raid", "embassy")

LINKED = [
    pytest.param(executed(), alive(), Relation.CONTRADICTS, id="dead and alive"),
    pytest.param(
        executed(),
        clause(
            "Ana Example attended the parade",
            Predicate("attend", subject=ANA, object="parade"),
            "attend parade",
            speaker="Fiktia State Radio",
            day=9,
        ),
        Relation.CONTRADICTS,
        id="dead and seen",
    ),
    pytest.param(
        {
            "text": "the two had been put in labour camps",
            "near": (ANA, TOM),
            "terms": "put labour camp",
            "predicates": [Predicate("put", object="two", others=("in labour camp",))],
        },
        clause(
            "Tom Example has lately been seen in public",
            Predicate("see", object=TOM),
            "see public",
            speaker="Fiktia Intelligence Service",
            day=20,
        ),
        Relation.CONTRADICTS,
        id="two who were named nearby",
    ),
    pytest.param(
        clause("Acme Corp had sold data to spies", SOLD, "sell data spy"),
        clause(
            "Acme Corp had sold data to spies",
            SOLD,
            "sell data spy",
            stance=Stance.DENIES,
            speaker="Acme Corp",
            day=2,
        ),
        Relation.CONTRADICTS,
        id="denial",
    ),
    pytest.param(
        clause(
            "foreign intelligence had carried out the raid",
            Predicate("carry out", subject="intelligence", object="raid"),
            "intelligence carry out raid",
            near=("Marisol",),
        ),
        clause(
            "the US government had played a part in the raid",
            Predicate("play", subject="US government", object="part", others=("in raid",)),
            "play part raid",
            names=("US government",),
            near=("Marisol",),
            stance=Stance.DENIES,
            speaker="US government",
            day=9,
        ),
        Relation.CONTRADICTS,
        id="an institution of no country, and the country that denies it",
    ),
    pytest.param(
        clause("Acme Corp had sold data", SOLD, "sell data"),
        clause(
            "it has never sold data",
            Predicate("sell", subject="Acme Corp", object="data", negated=True),
            "sell data",
            speaker="Acme Corp",
            day=2,
        ),
        Relation.CONTRADICTS,
        id="negation",
    ),
    pytest.param(
        clause(
            "Red Dawn carried out the raid on the embassy",
            Predicate("carry out", subject="Red Dawn", object="raid", others=("on embassy",)),
            "carry out raid embassy",
        ),
        clause(
            "the Blue Front carried out the raid on the embassy",
            Predicate("carry out", subject="Blue Front", object="raid", others=("on embassy",)),
            "carry out raid embassy",
            speaker="Blue Front",
            day=9,
        ),
        Relation.CONTRADICTS,
        id="another author",
    ),
    pytest.param(
        clause(
            "40 miners died in the Kolwa mine",
            Predicate("die", subject="miner", others=("in Kolwa",)),
            "miner die mine",
            quantities=("40 miner",),
            near=("Kolwa Mine",),
        ),
        clause(
            "15 miners died in the Kolwa mine",
            Predicate("die", subject="miner", others=("in Kolwa",)),
            "miner die mine",
            quantities=("15 miner",),
            near=("Kolwa Mine",),
            speaker="Miners Union",
            day=2,
        ),
        Relation.CONTRADICTS,
        id="a smaller number",
    ),
    pytest.param(
        clause(
            "12 people were killed in the Kolwa fire",
            Predicate("kill", object="people", others=("in fire",)),
            "people kill fire",
            quantities=("12 people",),
            near=("Kolwa Mine",),
        ),
        clause(
            "20 people were killed in the Kolwa fire",
            Predicate("kill", object="people", others=("in fire",)),
            "people kill fire",
            quantities=("20 people",),
            near=("Kolwa Mine",),
            speaker="Mayor of Kolwa",
            day=1,
        ),
        Relation.UPDATES,
        id="a toll that grows",
    ),
    pytest.param(
        clause("Ana Example was arrested", Predicate("arrest", object=ANA), "arrest"),
        clause("Ana Example was released", Predicate("release", object=ANA), "release", day=9),
        Relation.UPDATES,
        id="arrested, days later free",
    ),
    pytest.param(
        clause(
            "Ana Example had not been seen for a month",
            Predicate("see", object=ANA, negated=True),
            "see month",
        ),
        clause(
            "Ana Example appeared at a concert",
            Predicate("appear", subject=ANA, others=("at concert",)),
            "appear concert",
            day=9,
        ),
        Relation.UPDATES,
        id="absent, then there",
    ),
    pytest.param(
        clause(
            "Ana Example has not been arrested",
            Predicate("arrest", object=ANA, negated=True),
            "arrest",
        ),
        clause("Ana Example was arrested", Predicate("arrest", object=ANA), "arrest", day=9),
        Relation.UPDATES,
        id="not so far, and then it happened",
    ),
    pytest.param(
        executed(via=("The Example Times",), speaker="anonymous source (The Example Times)"),
        executed(speaker="The Example Times", day=9),
        Relation.REPEATS,
        id="one link of the chain in common",
    ),
    pytest.param(
        executed(),
        executed(speaker="The Courier", publisher="The Courier", mode=Mode.NARRATION, day=9),
        Relation.REPEATS,
        id="a publisher that names no source",
    ),
    pytest.param(
        executed(),
        executed(speaker="Fiktia Ministry of Justice", day=9),
        Relation.CONFIRMS,
        id="another root with a name",
    ),
    pytest.param(
        executed(),
        executed(speaker="United Example Nations", stance=Stance.CANNOT_CONFIRM, day=9),
        Relation.CANNOT_CONFIRM,
        id="cannot confirm",
    ),
    pytest.param(
        clause(
            "it would not happen under my rule",
            Predicate("happen", subject="it", negated=True),
            "happen rule",
            speaker=ANA,
            mode=Mode.MIXED,
            article="one",
        ),
        clause(
            "that was not what I meant",
            Predicate("mean", subject=ANA, negated=True),
            "mean",
            speaker=ANA,
            stance=Stance.RETRACTS,
            article="one",
            position=300,
        ),
        Relation.RETRACTS,
        id="own words taken back",
    ),
    pytest.param(
        clause(
            "the duchy was to blame for the raid",
            Predicate("blame", subject="duchy", others=("for raid",)),
            "duchy blame raid",
            article="one",
            speaker="anonymous source (The Gazette)",
            anonymous=True,
        ),
        clause(
            "those reports proved wrong",
            Predicate("wrong", subject="report"),
            "report prove wrong",
            article="one",
            position=60,
            speaker="The Gazette",
            mode=Mode.NARRATION,
        ),
        Relation.CONTRADICTS,
        id="the report before it called wrong",
    ),
]

UNLINKED = [
    pytest.param(
        executed(
            names=("Kim Example-chol",),
            predicates=[Predicate("execute", object="Kim Example-chol")],
        ),
        alive(names=("Kim Sample-hye",), predicates=[Predicate("alive", subject="Kim Sample-hye")]),
        id="two people of one family name",
    ),
    pytest.param(
        executed(
            text="Four other officials had been executed with her",
            predicates=[Predicate("execute", object="official", others=(f"with {ANA}",))],
        ),
        alive(),
        id="others than the one who lives",
    ),
    pytest.param(
        executed(),
        alive(stance=Stance.DECLINES_COMMENT),
        id="no comment",
    ),
    pytest.param(
        clause(
            "our office did receive the notes",
            Predicate("receive", subject="office", object="note"),
            "office receive note",
            speaker=ANA,
            mode=Mode.DIRECT,
            article="one",
        ),
        clause(
            "I take it back",
            Predicate("take", subject=ANA, object="it"),
            "take",
            speaker=ANA,
            stance=Stance.RETRACTS,
            mode=Mode.DIRECT,
            article="one",
            position=40,
        ),
        id="what is admitted and what is taken back in one breath",
    ),
    pytest.param(
        clause(
            "the raiders went to the duchy",
            Predicate("go", subject="raider", others=("to duchy",)),
            "raider go duchy",
            article="one",
            speaker="anonymous source (The Gazette)",
            anonymous=True,
        ),
        clause(
            "those reports proved wrong",
            Predicate("wrong", subject="report"),
            "report prove wrong",
            article="one",
            position=110,
            speaker="The Gazette",
            mode=Mode.NARRATION,
        ),
        id="a report of two sentences before",
    ),
    pytest.param(
        clause("The court freed Ana Example", Predicate("free", object=ANA), "court free"),
        clause("The court freed Tom Example", Predicate("free", object=TOM), "court free", day=9),
        id="two defendants",
    ),
    pytest.param(
        clause(
            "The agency had a secret line to Fiktia",
            Predicate("have", subject="Example Spy Agency", object="line"),
            "secret line",
        ),
        clause(
            "Tom Example worked with the agency",
            Predicate("work", subject=TOM, others=("with Example Spy Agency",)),
            "work",
            day=9,
        ),
        id="one body, another matter",
    ),
    pytest.param(
        clause(
            "France supports the tariff",
            Predicate("support", subject="France", object="tariff"),
            "support tariff",
        ),
        clause(
            "Italy opposes the tariff",
            Predicate("oppose", subject="Italy", object="tariff"),
            "oppose tariff",
            day=1,
        ),
        id="two countries that disagree",
    ),
    pytest.param(
        clause(
            "Fiktia tested a missile",
            Predicate("test", subject="Japan", object="missile"),
            "test missile",
        ),
        clause(
            "Norway had not tested a missile",
            Predicate("test", subject="Norway", object="missile", negated=True),
            "test missile",
            day=1,
        ),
        id="two who do and do not",
    ),
    pytest.param(
        clause(
            "Ana Example was jailed in 2009", Predicate("jail", object=ANA), "jail", dates=("2009",)
        ),
        clause(
            "Ana Example appeared at a festival in 2019",
            Predicate("appear", subject=ANA),
            "appear festival",
            dates=("2019",),
            day=9,
        ),
        id="years apart",
    ),
    pytest.param(
        clause(
            "Ana Example was arrested", Predicate("arrest", object=ANA), "arrest", article="one"
        ),
        clause(
            "Ana Example goes free",
            Predicate("free", subject=ANA),
            "free",
            article="one",
            position=100,
        ),
        id="one speaker tells a story in stages",
    ),
]


def build(maker: Callable[..., Statement], values: dict[str, Any]) -> Statement:
    """Return the statement that a case describes."""
    rest = {key: value for key, value in values.items() if key not in {"text", "predicates"}}
    return maker(values["text"], *values["predicates"], **rest)


@pytest.mark.parametrize(("earlier", "later", "relation"), LINKED)
def test_judge_links(
    statement: Callable[..., Statement],
    earlier: dict[str, Any],
    later: dict[str, Any],
    relation: Relation,
) -> None:
    """A pair that a careful reader would link is linked strongly, and the right way."""
    match = LINKER.judge(build(statement, later), build(statement, earlier), vectors=NOWHERE)

    assert match is not None
    assert (match.relation, match.score >= LINKER.threshold) == (relation, True), match


@pytest.mark.parametrize(("earlier", "later"), UNLINKED)
def test_judge_leaves_apart(
    statement: Callable[..., Statement], earlier: dict[str, Any], later: dict[str, Any]
) -> None:
    """A pair that only looks alike gets no strong link."""
    match = LINKER.judge(build(statement, later), build(statement, earlier), vectors=NOWHERE)

    assert match is None or match.score < LINKER.threshold, match


def test_judge_gives_reasons(statement: Callable[..., Statement]) -> None:
    """The reason names the opposed words and the person in full."""
    match = LINKER.judge(build(statement, alive()), build(statement, executed()), vectors=NOWHERE)

    assert match is not None
    assert "executed" in match.reason or "execute \N{EN DASH} alive" in match.reason
    assert ANA in match.reason


def test_rare_words_weigh_more(statement: Callable[..., Statement]) -> None:
    """What few texts hold makes two claims nearer than what all hold, and a name than a country."""
    keys = LINKER.keys(statement("x", names=("Ana Example", "Chile"), terms="say quarantine"))

    assert keys["t:quarantin"] > keys["t:say"]
    assert keys["e:ana example"] > keys["e:chile"]


def test_keys_meet_across_spellings(statement: Callable[..., Statement]) -> None:
    """Case, accents, British spelling, country words and word forms do not keep claims apart."""
    one = statement("x", names=("El País", "Seoul"), near=("CIA",), terms="labour execution")
    other = statement(
        "y",
        names=("el pais", "South Korea"),
        near=("Central Intelligence Agency",),
        terms="labor execute",
    )

    assert LINKER.keys(one) == LINKER.keys(other)
    assert {"e:el pais", "e:south korea", "e:cia", "t:labor"} <= LINKER.keys(one).keys()


def test_noop_links_nothing(statement: Callable[..., Statement]) -> None:
    """The empty linker has no keys and no links."""
    linker = NoOp(Settings())
    one, other = build(statement, executed()), build(statement, alive())

    assert linker.keys(one) == {}
    assert linker.judge(other, one, vectors=NOWHERE) is None


words = st.text(st.characters(codec="utf-8"), max_size=12)
some = st.lists(words, max_size=4).map(tuple)
predicates = st.builds(
    Predicate,
    lemma=words | st.sampled_from(["kill", "appear", "sell", ""]),
    subject=words,
    object=words,
    negated=st.booleans(),
    modal=st.booleans(),
    others=some,
)
propositions = st.builds(
    Proposition,
    entities=some,
    context_entities=some,
    terms=some,
    context_terms=some,
    predicates=st.lists(predicates, max_size=3).map(tuple),
    numbers=some,
    dates=some,
    quantities=st.lists(st.sampled_from(["5 man", "7 man", "2 dog"]), max_size=2).map(tuple),
)
statements = st.builds(
    Statement,
    claim_id=words,
    article_id=st.sampled_from(["one", "two"]),
    position=st.integers(0, 1000),
    ordered_at=st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1)),  # noqa: DTZ001
    text=words,
    sentence=words,
    title=words,
    speaker=words,
    via=some,
    publisher=words,
    anonymous=st.booleans(),
    mode=st.sampled_from(Mode),
    stance=st.sampled_from(Stance),
    proposition=propositions,
)


@given(statements, statements)
def test_judge_stands_anything(one: Statement, other: Statement) -> None:
    """Whatever two statements hold, a score lies within 0 and 1 and a reason is given."""
    match = LINKER.judge(one, other, vectors=NOWHERE)

    assert match is None or (0 <= match.score <= 1 and match.reason)


@given(propositions)
def test_proposition_survives_json(proposition: Proposition) -> None:
    """A proposition that was stored as JSON reads back the same."""
    assert Proposition.from_json(proposition.to_json()) == proposition
