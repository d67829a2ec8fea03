"""What a few measurements say: their middle, and how far they lie apart."""

from __future__ import annotations

from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return number, median, 95th percentile, least and most of some measurements."""
    if not values:
        return {"n": 0}
    p95 = quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
    found = {"median": median(values), "p95": p95, "least": min(values), "most": max(values)}
    return {"n": len(values)} | {name: round(value, 1) for name, value in found.items()}
