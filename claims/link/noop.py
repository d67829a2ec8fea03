"""A linker that links nothing, for tests and for desks that only extract."""

from collections.abc import Mapping, Sequence

from claims.link.match import Comparison, Match, Shared, Statement
from claims.settings import Settings


class NoOp:
    """Finds no keys and no links."""

    name = "claims.NoOp.v1"
    threshold = 1.0

    def __init__(self, settings: Settings | None = None) -> None:  # noqa: ARG002 - the form of all parts
        self.components: Mapping[str, str] = {"claims.link.noop": "1"}

    def keys(self, statement: Statement) -> Mapping[str, float]:  # noqa: ARG002 - the contract's form
        """Return no keys."""
        return {}

    def vectors(self, statement: Statement) -> bytes:  # noqa: ARG002
        """Return no vectors."""
        return b""

    def rank(self, own: bytes, others: Sequence[Shared]) -> Sequence[float]:  # noqa: ARG002
        """Rank all alike."""
        return [0.0] * len(others)

    def at_most(self, shared: float) -> float:  # noqa: ARG002
        """Return that none is near."""
        return 0.0

    def judge(
        self,
        later: Statement,  # noqa: ARG002
        earlier: Statement,  # noqa: ARG002
        *,
        vectors: tuple[bytes, bytes],  # noqa: ARG002
    ) -> Match | None:
        """Return no match."""
        return None

    def compare(self, later: Statement, earlier: Statement) -> Comparison:  # noqa: ARG002
        """Return no relation."""
        return Comparison(None, {}, "nothing is compared")
