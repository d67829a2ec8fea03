"""Claims that share no name inside them, on people and places that do not exist."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from claims.link.linker import Rules
from claims.link.match import Statement
from claims.proposition import Predicate
from db.vocabulary import Mode, Relation, Stance

LINKER = Rules()
NOWHERE = (b"", b"")
Maker = Callable[..., Statement]


def said(text: str, head: str, terms: str, **more: Any) -> dict[str, Any]:
    """Return a claim in one story; ``head`` is "verb subject object", "-" where there is none."""
    lemma, subject, target = [*head.split(), "-", "-"][:3]
    clause = Predicate(lemma, subject=subject.strip("-"), object=target.strip("-"))
    return {"text": text, "predicates": [clause], "terms": terms, "near": ("Marisol",), **more}


ARRESTED = said(
    "the captain had been arrested",
    "arrest - captain",
    "captain arrest",
    speaker="Minister Ana Example",
)
FAILED = said(
    "the ferry had failed a safety inspection in March",
    "fail ferry inspection",
    "ferry fail safety inspection",
    speaker="anonymous source (The Gazette)",
    via=("The Gazette",),
    anonymous=True,
    dates=("2021-03",),
)
PAID = said(
    "the clinic had paid a ransom", "pay clinic ransom", "clinic pay ransom", near=("Fiktia",)
)
LINKED = [
    pytest.param(
        FAILED,
        said(
            "the vessel failed a safety check in March",
            "fail vessel check",
            "vessel fail safety check",
            speaker="Gazette",
            dates=("2021-03",),
            day=5,
        ),
        Relation.REPEATS,
        id="synonyms, told again",
    ),
    pytest.param(
        FAILED,
        said(
            "the ferry had failed an inspection in March",
            "fail ferry inspection",
            "ferry fail inspection",
            speaker="Fiktia Maritime Authority",
            publisher="The Courier",
            dates=("2021-03",),
            day=5,
        ),
        Relation.CONFIRMS,
        id="another root, the ferry unnamed",
    ),
    pytest.param(
        ARRESTED,
        said("nobody had been arrested", "arrest - nobody", "arrest", speaker="Police", day=1),
        Relation.CONTRADICTS,
        id="a negative subject",
    ),
    pytest.param(
        ARRESTED,
        said(
            "the arrest",
            "arrest",
            "arrest",
            speaker="Police",
            stance=Stance.CANNOT_CONFIRM,
            day=1,
        ),
        Relation.CANNOT_CONFIRM,
        id="verb and noun",
    ),
    pytest.param(
        ARRESTED,
        said(
            "he had been wrong to say that the captain had been arrested",
            "arrest - captain",
            "wrong captain arrest",
            speaker="Ana Example",
            day=3,
        ),
        Relation.RETRACTS,
        id="wrong to say",
    ),
    pytest.param(
        said(
            "At least 12 people died when the ferry sank",
            "die people -",
            "people die ferry sink",
            quantities=("12 people",),
            numbers=("12",),
        ),
        said(
            "The number of people killed in the sinking has risen to 15",
            "rise number -",
            "number people kill sinking rise",
            numbers=("15",),
            speaker="Coast Guard",
            day=2,
        ),
        Relation.UPDATES,
        id="a toll that has risen",
    ),
    pytest.param(
        said(
            "The vessel was carrying 140 passengers",
            "carry vessel passenger",
            "vessel carry passenger",
            quantities=("140 passenger",),
        ),
        said(
            "The ferry had been carrying 210 people",
            "carry ferry people",
            "ferry carry people",
            quantities=("210 people",),
            speaker="Prosecutor Eva Example",
            day=2,
        ),
        Relation.CONTRADICTS,
        id="another number of the same",
    ),
    pytest.param(
        PAID,
        said(
            "no ransom had been paid",
            "pay - ransom",
            "ransom pay",
            near=("Fiktia",),
            speaker="Tom Example",
            day=1,
        ),
        Relation.CONTRADICTS,
        id="no ransom",
    ),
    pytest.param(
        said("Inspectors had found cracks", "find inspector crack", "find crack", article="one"),
        said(
            "We never received such a report",
            "receive we report",
            "never receive report",
            speaker="Example Lines",
            mode=Mode.DIRECT,
            article="one",
            position=80,
        ),
        Relation.CONTRADICTS,
        id="such a report, said just before",
    ),
]
UNLINKED = [
    pytest.param(
        said(
            "Ana Example has resigned",
            "resign",
            "resign",
            names=("Ana Example",),
            predicates=[Predicate("resign", subject="Ana Example", negated=False)],
        ),
        said(
            "Tom Example has not resigned",
            "resign",
            "resign",
            names=("Tom Example",),
            predicates=[Predicate("resign", subject="Tom Example", negated=True)],
            day=2,
        ),
        id="two people",
    ),
    pytest.param(
        said("The minister visited the works", "visit minister works", "minister visit works"),
        said(
            "our report of the minister's visit to the works is withdrawn",
            "withdraw - report",
            "report minister visit works withdraw",
            speaker="Tom Example",
            day=4,
        ),
        id="a report withdrawn",
    ),
    pytest.param(
        said("97 people were alive", "be people alive", "people alive", quantities=("97 people",)),
        said("55 people died", "die people -", "people die", quantities=("55 people",), day=2),
        id="some who live, others who died",
    ),
    pytest.param(
        PAID,
        said("the minister paid a visit to the school", "pay minister visit", "pay visit", day=1),
        id="one verb, another thing",
    ),
    pytest.param(
        said("12 people died", "die people -", "people die", quantities=("12 people",)),
        said(
            "the ferry carried 210 people",
            "carry ferry people",
            "ferry carry people",
            quantities=("210 people",),
            day=1,
        ),
        id="other counts of people",
    ),
]


def build(maker: Maker, values: dict[str, Any]) -> Statement:
    """Return the statement that a case describes."""
    rest = {k: v for k, v in values.items() if k not in {"text", "predicates", "numbers"}}
    made = maker(values["text"], *values["predicates"], **rest)
    if "numbers" in values:
        core = replace(made.proposition, numbers=values["numbers"])
        made = replace(made, proposition=core)
    return made


@pytest.mark.parametrize(("earlier", "later", "relation"), LINKED)
def test_judge_links_by_gist(
    statement: Maker, earlier: dict[str, Any], later: dict[str, Any], relation: Relation
) -> None:
    """Claims that only the matter and their gist tie together are linked strongly and rightly."""
    match = LINKER.judge(build(statement, later), build(statement, earlier), vectors=NOWHERE)

    assert match is not None
    assert (match.relation, match.score >= LINKER.threshold) == (relation, True), match


@pytest.mark.parametrize(("earlier", "later"), UNLINKED)
def test_judge_leaves_gist_apart(
    statement: Maker, earlier: dict[str, Any], later: dict[str, Any]
) -> None:
    """A word in common is not enough."""
    match = LINKER.judge(build(statement, later), build(statement, earlier), vectors=NOWHERE)

    assert match is None or match.score < LINKER.threshold, match


def test_who_lives_may_die_and_not_the_other_way(statement: Maker) -> None:
    """A death is later news of a life; a life after the death contradicts it."""
    alive = said("Ana Example was alive", "be Ana", "alive", names=("Ana Example",))
    dead = said("Ana Example died", "die Ana", "die", names=("Ana Example",))

    died, rose = (
        LINKER.judge(
            build(statement, {**later, "day": 9, "speaker": "Tom Example"}),
            build(statement, earlier),
            vectors=NOWHERE,
        )
        for later, earlier in ((dead, alive), (alive, dead))
    )

    assert died is not None
    assert died.relation is Relation.UPDATES
    assert rose is not None
    assert rose.relation is Relation.CONTRADICTS


def test_reason_shows_words_as_written(statement: Maker) -> None:
    """A lemma that no language knows is shown as the word that stands in the text."""
    earlier = said("the ferry was overloaded", "overloade - ferry", "ferry overloade")
    later = said(
        "the ferry had been overloaded",
        "overloade - ferry",
        "ferry overloade",
        stance=Stance.DENIES,
        speaker="Tom Example",
        day=1,
    )
    match = LINKER.judge(build(statement, later), build(statement, earlier), vectors=NOWHERE)

    assert match is not None
    assert "overloaded" in match.reason
    assert "overloade " not in match.reason
