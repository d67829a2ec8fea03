"""A linker that links nothing, for tests and for desks that only extract."""

from collections.abc import Mapping

from claims.link.match import Match, Statement
from claims.settings import Settings


class NoOp:
    """Finds no keys and no links."""

    name = "claims.NoOp.v1"
    threshold = 1.0

    def __init__(self, settings: Settings | None = None) -> None:  # noqa: ARG002 - the form of all parts
        self.components: Mapping[str, str] = {"claims.link.noop": "1"}

    def keys(self, statement: Statement) -> frozenset[str]:  # noqa: ARG002 - the contract's form
        """Return no keys."""
        return frozenset()

    def judge(
        self,
        later: Statement,  # noqa: ARG002
        earlier: Statement,  # noqa: ARG002
        *,
        weights: Mapping[str, float],  # noqa: ARG002
    ) -> Match | None:
        """Return no match."""
        return None
