"""What a job showed of its files before they are added, an object a line."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from claims.ingest.preview import FirstClaim, Preview
from claims.jobs.outcome import lines
from db.vocabulary import Stance


def previews(path: Path) -> list[Preview]:
    """Return what was understood of each document, as it was told last."""
    found = {record["file"]: _preview(record) for record in lines(path)}
    return list(found.values())


def write_previews(path: Path, some: Iterable[Preview]) -> None:
    """Write down what is understood as it comes."""
    with path.open("w", encoding="utf-8", buffering=1) as file:
        for one in some:
            file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")


def _preview(record: dict[str, Any]) -> Preview:
    claims = record["claims"]
    found = None if claims is None else tuple(_claim(one) for one in claims)
    lists = {name: tuple(record[name]) for name in ("columns", "notes")}
    return Preview(**record | lists | {"claims": found})


def _claim(record: dict[str, Any]) -> FirstClaim:
    return FirstClaim(**record | {"stance": Stance(record["stance"])})
