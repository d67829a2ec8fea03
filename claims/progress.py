"""How long work tells whoever waits for it how far it has come."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

Tick = Callable[[int, int | None], None]
"""Takes how many things are done, and of how many; None where nobody can tell."""

EVERY = 100


def unseen(_done: int, _total: int | None) -> None:
    """Tell nobody."""


def ticking(things: Iterable[T], tick: Tick, total: int | None = None) -> Iterator[T]:
    """Yield things as they come, and tell at every :data:`EVERY` of them how many went by.

    Args:
        things: what is gone through.
        tick: whom to tell.
        total: how many there are; None where nobody can tell.
    """
    for done, thing in enumerate(things):
        if done % EVERY == 0:
            tick(done, total)
        yield thing
