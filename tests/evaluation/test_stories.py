"""The stories of the seed corpus that must come out right without a person's help."""

from dataclasses import dataclass

import pytest

from claims import Desk
from db.vocabulary import Relation, Status


@dataclass(frozen=True)
class Story:
    """A link that must be there: who says what later, about what earlier."""

    relation: Relation
    later_speaker: str
    later_words: str
    earlier_speaker: str
    earlier_words: str


STORIES = {
    "executions denied": Story(
        Relation.CONTRADICTS,
        "National Intelligence Service",
        "put its negotiators to death",
        "Chosun Ilbo",
        "put to death in Pyongyang in March",
    ),
    "executed man alive": Story(
        Relation.CONTRADICTS,
        "National Intelligence Service",
        "Kim Hyok-chol is alive",
        "anonymous source (Chosun Ilbo)",
        "shot at Mirim",
    ),
    "labour camp against a seat at the festivities": Story(
        Relation.CONTRADICTS,
        "intelNews (retold)",
        "sat beside General Kim Yong-chol",
        "Chosun Ilbo",
        "labour camps",
    ),
    "labour camp against party events": Story(
        Relation.CONTRADICTS,
        "National Intelligence Service",
        "high-level party events",
        "Chosun Ilbo",
        "camps",
    ),
    "work for the CIA met by cannot confirm": Story(
        Relation.CANNOT_CONFIRM,
        "National Intelligence Service",
        "worked for the CIA",
        "The Wall Street Journal",
        "worked with the US Central Intelligence Agency",
    ),
    "remark taken back": Story(
        Relation.RETRACTS, "Trump", "what I meant", "Trump", "under my auspices"
    ),
    "defection confirmed by the ministry": Story(
        Relation.CONFIRMS,
        "Ministry of Unification",
        "Choe had defected",
        "anonymous source",
        "landed in Pyongyang",
    ),
    "American role denied": Story(
        Relation.CONTRADICTS,
        "US Department of State",
        "played a part in the raid",
        "anonymous source",
        "United States was to blame for the raid",
    ),
    "American role against another culprit": Story(
        Relation.CONTRADICTS,
        "Cheollima Civil Defense",
        "carried out the raid",
        "anonymous source",
        "United States was to blame for the raid",
    ),
}


@pytest.mark.parametrize("story", STORIES.values(), ids=list(STORIES))
def test_story_comes_out(seed_desk: Desk, story: Story) -> None:
    """The link stands among the strong ones, with this relation and a reason in words."""
    found = [
        link
        for link in seed_desk.links()
        if link.relation is story.relation
        and story.later_speaker in link.later.speaker
        and story.later_words in link.later.text
        and story.earlier_speaker in link.earlier.speaker
        and story.earlier_words in link.earlier.text
    ]

    assert found
    assert all(link.strong and link.reason for link in found)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("put to death in Pyongyang in March", Status.DISPUTED),
        ("shot at Mirim", Status.DISPUTED),
        ("labour camps", Status.DISPUTED),
        ("under my auspices", Status.RETRACTED),
        ("United States was to blame for the raid", Status.DISPUTED),
    ],
)
def test_status_follows(seed_desk: Desk, words: str, status: Status) -> None:
    """What was denied, opposed or taken back has the status that the rules of meaning give it."""
    found = [claim for claim in seed_desk.claims(everything=True) if words in claim.text]

    assert found
    assert all(claim.status is status for claim in found)


def test_repeating_is_not_confirming(seed_desk: Desk) -> None:
    """Chosun Ilbo's executions, told again in another article, still have one origin."""
    (claim,) = (
        claim
        for claim in seed_desk.claims(everything=True)
        if "put to death in Pyongyang in March" in claim.text
    )

    assert claim.n_origins == 1


def test_sharing_words_is_no_corroboration(seed_desk: Desk) -> None:
    """Nothing in the corpus has two origins that are proven independent, and nothing says so."""
    found = [claim.text for claim in seed_desk.claims(everything=True) if claim.n_origins > 1]

    assert found == []
