"""The register of well-known sources."""

from pathlib import Path

import pytest

from claims.errors import ConfigurationError
from claims.extract.register import Register, load_register, normalise
from db.vocabulary import SourceKind


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("the NIS", "National Intelligence Service"),
        ("조선일보", "Chosun Ilbo"),
        ("국가정보원", "National Intelligence Service"),
        ("State Department", "US Department of State"),
        ("The Journal", "The Wall Street Journal"),
        ("Free Joseon", "Cheollima Civil Defense"),
    ],
)
def test_an_alias_leads_to_its_source(surface: str, name: str) -> None:
    """Aliases in any script and case lead to one canonical name."""
    entry = load_register().find(surface)

    assert entry is not None
    assert entry.name == name


def test_no_alias_belongs_to_two_sources() -> None:
    """Within the packaged register each name leads to one source only."""
    owners: dict[str, set[str]] = {}
    for name, entry in load_register().names():
        owners.setdefault(normalise(name), set()).add(entry.name)

    assert {alias: names for alias, names in owners.items() if len(names) > 1} == {}


def test_capital_and_adjective_lead_to_the_country() -> None:
    """Both "Pyongyang" and "North Korean" mean one country."""
    register = load_register()

    assert register.country("Pyongyang") == register.country("North Korean")


def test_a_register_of_ones_own_wins(tmp_path: Path) -> None:
    """A user's file adds sources and may rename ours."""
    own = tmp_path / "own.yaml"
    own.write_text(
        "sources:\n  - {name: The Example Times, kind: outlet, aliases: [BBC]}\n", encoding="utf-8"
    )
    entry = Register.load(own).find("BBC")

    assert entry is not None
    assert (entry.name, entry.kind) == ("The Example Times", SourceKind.OUTLET)


@pytest.mark.parametrize(
    "text",
    ["sources: [{name: X}]", "sources: [{name: X, kind: planet}]", "- 1", "a: [", "sources: [1]"],
)
def test_a_wrong_register_is_named(tmp_path: Path, text: str) -> None:
    """A register that does not hold together is refused with its path."""
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"own\.yaml"):
        Register.load(own)


def test_a_missing_register_is_named(tmp_path: Path) -> None:
    """A path that leads nowhere is named in the error."""
    with pytest.raises(ConfigurationError, match=r"nowhere\.yaml"):
        Register.load(tmp_path / "nowhere.yaml")
