"""What the words of a name tell about an organisation."""

import pytest

from claims.extract.names.kinds import (
    guess_kind,
    head_noun,
    is_body,
    is_description,
    telling_kind,
)
from db.vocabulary import SourceKind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ministry of Health", SourceKind.MINISTRY),
        ("Norland Maritime Authority", SourceKind.AGENCY),
        ("Exampleton District Court", SourceKind.COURT),
        ("Borealis Lines", SourceKind.COMPANY),
        ("Bank of Norland", SourceKind.COMPANY),
        ("Norland Air Force", SourceKind.OFFICIAL),
        ("The Example Gazette", SourceKind.OUTLET),
        ("Norland Nurses' Association", SourceKind.GROUP),
        ("University of Exampleton", SourceKind.GROUP),
        ("Borealis", SourceKind.GROUP),
    ],
)
def test_head_noun_tells_the_kind(name: str, kind: SourceKind) -> None:
    """The noun before "of", or else the last one, decides."""
    assert guess_kind(name) is kind


def test_head_noun_stands_before_of() -> None:
    """What follows "of" names the field, not the body."""
    assert (head_noun("Bureau of Mining Industries"), head_noun("Norland Bank")) == (
        "bureau",
        "bank",
    )


def test_name_without_a_telling_noun_tells_nothing() -> None:
    """No kind is read into a name of names alone, and a person's is no body's."""
    assert telling_kind("Lena Hofmann") is None
    assert not is_body("Lena Hofmann")
    assert is_body("Norland Bank")


@pytest.mark.parametrize(
    ("name", "described"),
    [
        ("The company", True),
        ("Police", True),
        ("health ministry", True),
        ("He", True),
        ("the two women", True),
        ("Reuters", False),
        ("Lena Hofmann", False),
        ("Norland police", False),
        ("municipal court of Exampleton", False),
        ("G7", False),
    ],
)
def test_common_nouns_are_no_name(name: str, described: bool) -> None:
    """What only says of which sort somebody is may be anybody of that sort."""
    assert is_description(name) is described
