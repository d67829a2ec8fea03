"""Several processes at one desk: nothing is doubled, nothing waits in vain."""

import subprocess
import sys
from pathlib import Path

from claims import Desk, Verdict

TOPICS = ("bridge", "road", "tunnel", "harbour", "market", "school")


def start(url: str, folder: Path) -> subprocess.Popen[str]:
    """Run ``claims run`` as a process of its own."""
    command = [sys.executable, "-m", "claims.cli", "run", str(folder), "--db", url]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def made(url: str) -> tuple[list[object], list[object], dict[str, int]]:
    """Everything the machine made, by content."""
    with Desk.open(url) as desk:
        claims = sorted((c.claim_id, c.speaker, c.status) for c in desk.claims(everything=True))
        links = sorted((x.link_id, x.relation, x.score) for x in desk.links(possible=True))
        counts = {name: desk.counts()[name] for name in ("articles", "sources", "claims")}
    return claims, links, counts


def test_two_runs_and_a_reviewer_make_what_one_run_makes(tmp_path: Path) -> None:
    """Two runs at once, while somebody decides, end as one run does, and the log holds."""
    folder = tmp_path / "in"
    folder.mkdir()
    for day, topic in enumerate(TOPICS, 1):
        (folder / f"{topic}.md").write_text(
            f"---\ntitle: The {topic}\npublisher: The Example Times\npublished: 2026-01-{day:02}\n"
            f"---\n\nMinister Ana Example said that the {topic} was closed. Mayor Ben Example "
            f"denied that the {topic} was closed.\n"
        )
    alone, shared = (f"sqlite:///{tmp_path / name}" for name in ("alone.db", "shared.db"))
    undisturbed = start(alone, folder)
    undisturbed.communicate()
    runs = [start(shared, folder), start(shared, folder)]
    with Desk.open(shared) as desk:
        decided = 0
        while any(run.poll() is None for run in runs):
            for claim in desk.claims(limit=5):
                desk.decide(claim.claim_id, Verdict.CONFIRMED, by="ana", reason="seen")
                decided += 1
        told = [run.communicate()[1] for run in runs]
        verification = desk.verify()

    assert [run.returncode for run in (undisturbed, *runs)] == [0, 0, 0], told
    assert made(shared) == made(alone)
    assert verification.ok
    assert verification.n_rows == decided
