"""ClaimReview: what people decided, in schema.org's words."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from claims.export.files import write_export
from claims.review.decisions import decide, undo
from db.engine import open_engine
from db.vocabulary import Verdict

# The properties of schema.org that we use, written out by hand: by type, and of what type each is.
SCHEMA: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ClaimReview": {
        "identifier": ("Text",),
        "claimReviewed": ("Text",),
        "datePublished": ("DateTime",),
        "author": ("Person", "Organization"),
        "reviewBody": ("Text",),
        "reviewRating": ("Rating",),
        "itemReviewed": ("Claim",),
    },
    "Claim": {
        "identifier": ("Text",),
        "text": ("Text",),
        "author": ("Person", "Organization"),
        "appearance": ("NewsArticle",),
        "datePublished": ("DateTime",),
    },
    "Rating": {
        "ratingValue": ("Number",),
        "bestRating": ("Number",),
        "worstRating": ("Number",),
        "alternateName": ("Text",),
        "ratingExplanation": ("Text",),
    },
    "NewsArticle": {
        "headline": ("Text",),
        "publisher": ("Organization",),
        "url": ("URL",),
        "datePublished": ("DateTime",),
    },
    "Person": {"name": ("Text",)},
    "Organization": {"name": ("Text",)},
}
LITERALS: Mapping[str, Callable[[Any], bool]] = {
    "Text": lambda value: isinstance(value, str),
    "Number": lambda value: type(value) is int,
    "URL": lambda value: value.startswith(("https://", "http://")),
    "DateTime": lambda value: value.endswith("Z") and value[10] == "T",
}


def faults(node: Mapping[str, Any]) -> list[str]:
    """What of a node is not as schema.org has it."""
    kind = node["@type"]
    found = []
    for name, value in node.items():
        if name.startswith("@"):
            continue
        ranges = SCHEMA[kind].get(name, ())
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                found += faults(one)
            own = one["@type"] in ranges if isinstance(one, dict) else fits(one, ranges)
            found += [] if own else [f"{kind}.{name}: {one!r}"]
    return found


def fits(value: Any, ranges: tuple[str, ...]) -> bool:
    """Whether a literal is of one of these types."""
    return any(LITERALS[one](value) for one in ranges if one in LITERALS)


@pytest.fixture
def export(
    decided: Engine, tmp_path: Path, read_json: Callable[[Path], Any]
) -> Callable[[], list[dict[str, Any]]]:
    """Export the desk's reviews and read them."""

    def exported() -> list[dict[str, Any]]:
        path = tmp_path / "reviews.json"
        write_export(decided, "claims", format="claimreview", to=path)
        reviews: list[dict[str, Any]] = read_json(path)
        return reviews

    return exported


def test_reviews_are_as_schema_org_has_them(export: Callable[[], list[dict[str, Any]]]) -> None:
    """Every property of every node is one of its type's, with a value of the right type."""
    reviews = export()

    assert len(reviews) == 2
    assert [fault for review in reviews for fault in faults(review)] == []
    assert {review["@context"] for review in reviews} == {"https://schema.org"}


def test_the_table_of_properties_catches_what_is_none() -> None:
    """The check itself fails for a property that a type does not have, and for a wrong value."""
    assert faults({"@type": "Rating", "stars": "5"}) == ["Rating.stars: '5'"]
    assert faults({"@type": "Rating", "ratingValue": "5"}) == ["Rating.ratingValue: '5'"]


def test_review_says_who_decided_what_and_why(export: Callable[[], list[dict[str, Any]]]) -> None:
    """A review has the claim's words, its speaker, its article, the verdict and the reviewer."""
    refuted = next(one for one in export() if one["itemReviewed"]["identifier"] == "c-shut")

    assert refuted["claimReviewed"] == "the old bridge was shut"
    assert refuted["author"] == {"@type": "Person", "name": "김검토"}
    assert refuted["reviewBody"] == "seen open by Ana Example"
    assert refuted["itemReviewed"]["author"] == {"@type": "Organization", "name": "Example Wire"}
    (article,) = refuted["itemReviewed"]["appearance"]
    assert (article["headline"], article["datePublished"]) == (
        "Bridge shut, paper says",
        "2026-01-05T09:00:00Z",
    )
    rating = refuted["reviewRating"]
    assert (rating["alternateName"], rating["ratingValue"]) == ("Refuted", 1)
    assert (rating["worstRating"], rating["bestRating"]) == (1, 5)
    assert "5 = confirmed" in rating["ratingExplanation"]


def test_undetermined_is_no_number(export: Callable[[], list[dict[str, Any]]]) -> None:
    """A claim that could not be settled has a word and no value between true and false."""
    open_one = next(one for one in export() if one["itemReviewed"]["identifier"] == "c-cables")

    assert open_one["reviewRating"]["alternateName"] == "Undetermined"
    assert "ratingValue" not in open_one["reviewRating"]


def test_denial_is_not_reviewed_as_an_assertion(
    decided: Engine, export: Callable[[], list[dict[str, Any]]]
) -> None:
    """Who denied a thing is reviewed for the denial, not for the thing."""
    decide(decided, "c-denial", Verdict.CONFIRMED, by="reviewer-1", reason="photo")
    denial = next(one for one in export() if one["itemReviewed"]["identifier"] == "c-denial")

    assert denial["claimReviewed"] == "Denied: the old bridge was shut"


def test_what_was_taken_back_is_no_review(
    decided: Engine, export: Callable[[], list[dict[str, Any]]]
) -> None:
    """A verdict that its reviewer took back is exported no more; the machine's status never is."""
    undo(decided, 1, by="김검토")

    assert [one["itemReviewed"]["identifier"] for one in export()] == ["c-cables"]


def test_address_that_is_none_becomes_no_link(
    hostile_desk: str, tmp_path: Path, read_json: Callable[[Path], Any]
) -> None:
    """An article's address that would run a script is left out."""
    engine = open_engine(hostile_desk)
    decide(engine, "c-well", Verdict.REFUTED, by="reviewer-1", reason="dry")
    write_export(engine, "claims", format="claimreview", to=tmp_path / "r.json")

    (review,) = read_json(tmp_path / "r.json")
    assert "url" not in review["itemReviewed"]["appearance"][0]
    assert faults(review) == []


def test_desk_without_decisions_has_no_reviews(
    story_desk: str, tmp_path: Path, read_json: Callable[[Path], Any]
) -> None:
    """Where nobody decided anything, the export is an empty array."""
    done = write_export(
        open_engine(story_desk), "claims", format="claimreview", to=tmp_path / "r.json"
    )

    assert (done.rows, read_json(tmp_path / "r.json")) == (0, [])
