"""Running text out of training data of any form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def texts_in(path: Path) -> Iterator[str]:
    """Yield the running text of a folder or of a file of JSON lines."""
    if path.suffix == ".jsonl":
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from (value for value in json.loads(line).values() if isinstance(value, str))
        return
    for file in sorted(path.rglob("*.txt")):
        yield from file.read_text(encoding="utf-8").splitlines()
    for file in sorted(path.rglob("*.conllu")):
        lines = file.read_text(encoding="utf-8").splitlines()
        yield from (line[9:] for line in lines if line.startswith("# text = "))
