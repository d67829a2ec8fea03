"""What reading left out: a summary for the screen, and a file with each of them."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from claims.cli.output import console, errors, plain
from claims.desk import Step
from claims.export.report import write_report
from db.vocabulary import Stage

# Of one file and one reason, so many are named; a table of addresses has thousands.
NAMED = 5


def tell(steps: Sequence[Step], report: Path | None) -> None:
    """Name what was left out with the reason, and write it to a file where one is named.

    Args:
        steps: all that was done.
        report: the file to write; None for none.

    Raises:
        InputError: the file cannot be written.
    """
    left = [step for step in steps if step.stage is Stage.READ and is_left(step)]
    grouped: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for step in left:
        grouped[step.item.partition("#")[0], step.note].append(step)
    for (file, note), some in grouped.items():
        told = [step.item for step in some] if len(some) <= NAMED else [f"{len(some):,} of {file}"]
        for item in told:
            errors.print(f"[dim]{plain(item)}: {plain(note)}[/dim]", soft_wrap=True)
    fetchable = sum(bool(step.url) for step in left)
    if fetchable:
        more = "" if report else "; --report FILE lists them"
        console.print(f"{fetchable:,} of what was left out can be fetched by address{more}.")
    if report:
        rows = write_report(report, left)
        console.print(plain(f"{report} names {rows:,} that were left out."), soft_wrap=True)


def is_left(step: Step) -> bool:
    """Tell whether a step of reading gave no article, and found none that is here."""
    return step.failed or step.note.startswith("skipped: ")
