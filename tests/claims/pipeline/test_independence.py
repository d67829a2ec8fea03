"""Whom the desk counts as a second witness, from articles to origins; on fictitious people."""

from pathlib import Path

import pytest

from claims.desk import Desk
from db.vocabulary import Status

DIED = "said 12 people had died of cholera in Beira."
HEAD = "---\ntitle: Cholera {}\npublisher: {}\npublished: 2024-03-0{}\n---\n\n"
PAPERS = ("Reuters", "Associated Press", "BBC News")


@pytest.mark.parametrize(
    ("speakers", "n_origins"),
    [
        (
            (
                "Mozambique's Ministry of Health",
                "Tomas Reis, the health minister of Mozambique,",
                "Mozambican police",
            ),
            1,
        ),
        (("The hospital", "Beira Central Hospital"), 1),
        (("The World Health Organization", "Mozambique's Ministry of Health"), 2),
    ],
    ids=["one government", "may be the same", "two bodies"],
)
def test_one_party_is_one_witness(
    tmp_path: Path, speakers: tuple[str, ...], n_origins: int
) -> None:
    """Bodies and ministers of one government are one origin, and what has no name is no other."""
    for number, (speaker, paper) in enumerate(zip(speakers, PAPERS, strict=False)):
        head = HEAD.format(number, paper, number + 1)
        (tmp_path / f"{number}.md").write_text(f"{head}{speaker} {DIED}\n", encoding="utf-8")

    with Desk.open(f"sqlite:///{tmp_path / 'desk.db'}") as desk:
        assert not any(step.failed for step in desk.run(tmp_path))
        claims = desk.claims(limit=20)

    assert {one.n_origins for one in claims} == {n_origins}
    expected = Status.CORROBORATED if n_origins > 1 else Status.UNVERIFIED
    assert {one.status for one in claims} == {expected}
