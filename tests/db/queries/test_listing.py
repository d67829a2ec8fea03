"""Search, filters and counts by the index, against what looking at every claim would find."""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.crowd import fill
from claims import Desk, InputError
from claims.desk import Selection
from db.views.claims import ClaimView
from db.vocabulary import Stance, Status, Verdict

NAMED = ("speaker", "publisher", "storyline")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Six hundred claims of a fabricated press, in English and Korean."""
    file = tmp_path_factory.mktemp("crowd") / "desk.db"
    fill(file, 600)
    with Desk.open(f"sqlite:///{file}") as desk:
        yield desk


@pytest.fixture(scope="module")
def everything(crowd: Desk) -> list[ClaimView]:
    """All its claims, in the order of lists."""
    return crowd.claims(everything=True)


def ids(claims: list[ClaimView]) -> list[str]:
    """The ids of claims."""
    return [claim.claim_id for claim in claims]


def folded(text: str) -> str:
    """Text without case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one))


def words(claim: ClaimView) -> str:
    """What is searched of a claim that says and resolves no other names."""
    names = (claim.speaker, claim.speaker_surface, *claim.speaker_aliases, *claim.via)
    return folded(" ".join((claim.text, claim.article_title, *names)))


def test_beginnings_of_words_find_what_contains_them(
    crowd: Desk, everything: list[ClaimView]
) -> None:
    """Any two beginnings of words of a claim find it, and whatever else has words that begin so."""
    draw = random.Random(3)
    for claim in draw.sample(everything, 20):
        chosen = draw.sample(re.findall(r"\w+", words(claim)), 2)
        asked = [word[: draw.randint(2, len(word))] if len(word) > 1 else word for word in chosen]
        whole = [rf"\b{word}" if len(word) > 1 else rf"\b{word}\b" for word in asked]
        expected = [one for one in everything if all(re.search(w, words(one)) for w in whole)]
        found = crowd.claims(search=" ".join(asked).upper(), everything=True)

        assert claim.claim_id in ids(found)
        assert ids(found) == ids(expected)


@pytest.mark.parametrize(
    ("search", "text"),
    [
        ("부산", "부산에서"),
        ("원", "원산에서"),
        ("Exam", "Éxample"),
        ("éxample", "Éxample"),
    ],
)
def test_particles_and_accents_hide_nothing(crowd: Desk, search: str, text: str) -> None:
    """부산 finds 부산에서, and a word is found with its accents or without."""
    found = crowd.claims(search=search)

    assert any(text in claim.text for claim in found)


def test_what_is_listed_is_exported(crowd: Desk, tmp_path: Path) -> None:
    """An export of claims holds what the filters list; of links, filters are refused."""
    asked = Selection(filters={"search": "port", "undecided": True})
    done = crowd.export("claims", to=tmp_path / "claims.csv", selection=asked)

    assert done.rows == crowd.count_claims(**asked.filters) > 0
    with pytest.raises(InputError, match="only claims as csv or jsonl"):
        crowd.export("links", to=tmp_path / "links.csv", selection=asked)


@pytest.mark.parametrize("search", ["—", '"', "* OR", "words : a", "NEAR(", "x\0y", "a\ud800"])
def test_signs_are_no_commands(crowd: Desk, search: str) -> None:
    """What full-text search would take for its own language is looked for as words."""
    assert crowd.count_claims(search=search) == len(crowd.claims(search=search))


CHOICES: dict[str, list[Any]] = {
    "status": [Status.DISPUTED, Status.UNVERIFIED, Status.RETRACTED],
    "verdict": [Verdict.CONFIRMED],
    "undecided": [True],
    "stance": [Stance.DENIES, Stance.CANNOT_CONFIRM],
    "anonymous": [True],
    "flagged": [True],
    "from_day": [date(2016, 3, 1), date(2020, 1, 1)],
    "to_day": [date(2023, 5, 5), date(2024, 12, 31)],
    "search": ["port", "was closed"],
    "everything": [True],
}


def fits(claim: ClaimView, filters: dict[str, Any]) -> bool:
    """Whether a claim is what the filters ask for, by looking at it."""
    day = claim.published_at.date() if claim.published_at else None
    asked = {
        "status": lambda status: claim.status is status,
        "verdict": lambda verdict: claim.verdict is verdict,
        "undecided": lambda _: claim.verdict is None,
        "stance": lambda stance: claim.stance is stance,
        "anonymous": lambda _: claim.anonymous,
        "flagged": lambda _: bool(claim.circular or claim.unnamed_origin),
        "from_day": lambda first: day is not None and day >= first,
        "to_day": lambda last: day is not None and day <= last,
        "search": lambda q: all(re.search(rf"\b{word}", words(claim)) for word in q.split()),
        "speaker": lambda name: claim.speaker == name,
        "publisher": lambda name: claim.publisher == name,
        "storyline": lambda story: claim.storyline == story,
        "article_id": lambda article: claim.article_id == article,
        "everything": lambda _: True,
    }
    shown = claim.shown or bool(filters.get("everything"))
    return shown and all(asked[name](value) for name, value in filters.items())


def some_filters(everything: list[ClaimView], seed: int) -> dict[str, Any]:
    """A few filters at once, some of them of a claim that there is."""
    draw = random.Random(seed)
    one = draw.choice(everything)
    of_one = {"speaker": one.speaker, "publisher": one.publisher, "article_id": one.article_id}
    if one.storyline:
        of_one["storyline"] = one.storyline
    filters = {
        name: draw.choice(CHOICES[name]) for name in draw.sample([*CHOICES], draw.randint(0, 3))
    }
    if filters.get("verdict"):
        filters.pop("undecided", None)
    return filters | dict(draw.sample([*of_one.items()], draw.randint(0, 1)))


@pytest.mark.parametrize("seed", range(24))
def test_filters_together_find_what_fits(
    crowd: Desk, everything: list[ClaimView], seed: int
) -> None:
    """List, pages both ways, count and facets are those of looking at each claim."""
    filters = some_filters(everything, seed)
    expected = ids([one for one in everything if fits(one, filters)])
    there, page = [], crowd.claims(limit=7, **filters)
    while page:
        there, page = there + ids(page), crowd.claims(limit=7, after=ids(page)[-1], **filters)
    back, page = [], crowd.claims(limit=5, before=expected[-1], **filters) if expected else []
    while page:
        back, page = ids(page) + back, crowd.claims(limit=5, before=ids(page)[0], **filters)

    assert ids(crowd.claims(**filters)) == expected
    assert there == expected
    assert back == expected[:-1]
    assert crowd.count_claims(**filters) == len(expected)
    assert_counted(crowd, everything, filters)


def assert_counted(crowd: Desk, everything: list[ClaimView], filters: dict[str, Any]) -> None:
    """Compare the facets with counts of the claims that fit all filters but the facet's own."""
    found = crowd.facets(**filters)
    own = {"verdict": {"verdict", "undecided"}, "kind": {"kind", "anonymous"}}
    own["month"] = {"from_day", "to_day"}
    values = {
        "status": lambda one: one.status.value,
        "verdict": lambda one: one.verdict.value if one.verdict else "undecided",
        "stance": lambda one: one.stance.value,
        "kind": lambda one: one.speaker_kind.value,
        "flagged": lambda one: str(int(bool(one.circular or one.unnamed_origin))),
        "month": lambda one: f"{one.published_at:%Y-%m}" if one.published_at else "",
        "speaker": lambda one: one.speaker,
        "publisher": lambda one: one.publisher,
        "storyline": lambda one: one.storyline or "",
    }
    for facet, value in values.items():
        left = {
            name: asked for name, asked in filters.items() if name not in own.get(facet, {facet})
        }
        expected = Counter(value(one) for one in everything if fits(one, left))
        expected.pop("", None)
        counted = {one.value: one.n for one in found.counts[facet]}

        assert counted.items() <= expected.items(), facet
        most = 50 if facet in NAMED else None
        assert sum(counted.values()) == sum(n for _, n in expected.most_common(most)), facet
    assert not found.at_least
