"""What sites want robots to leave alone (RFC 9309)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from protego import Protego

from claims.errors import FetchError
from claims.fetch.address import Address

NAME = "Claimdesk"
MOST_BYTES = 512 * 1024
# RFC 9309, 2.4: not to be used for longer than a day.
KEPT_SECONDS = 24 * 3600.0
LONGEST_DELAY = 60.0

# Returns the status and the text of a robots.txt.
Get = Callable[[Address], tuple[int, str]]


@dataclass(slots=True)
class Robots:
    """The rules of the sites that were asked, each asked once a day."""

    get: Get
    _known: dict[str, tuple[float, Protego]] = field(default_factory=dict)

    def rules(self, address: Address) -> Protego:
        """Return the rules of a site; raises FetchError where it is not known what they are."""
        asked, rules = self._known.get(address.site, (-KEPT_SECONDS, None))
        if rules is None or monotonic() - asked > KEPT_SECONDS:
            rules = self._ask(address)
            self._known[address.site] = (monotonic(), rules)
        return rules

    def _ask(self, address: Address) -> Protego:
        where = Address(address.scheme, address.host, address.port, "/robots.txt")
        status, text = self.get(where)
        if status >= 500:  # noqa: PLR2004 - the server's own trouble: its rules are unknown
            raise FetchError(f"{where} answers {status}: what it allows is unknown; try later")
        return Protego.parse(text if status == 200 else "")  # noqa: PLR2004 - the status for "here"

    def check(self, address: Address) -> None:
        """Raise FetchError where a site wants an address left alone."""
        if not self.rules(address).can_fetch(str(address), NAME):
            raise FetchError(
                f"{address.site}/robots.txt asks robots to leave {address.path[:80]} alone; "
                f"open it in a browser and save the page"
            )

    def delay(self, address: Address) -> float:
        """Return the seconds that a site wants between two requests."""
        wanted = self.rules(address).crawl_delay(NAME) or 0.0
        return min(float(wanted), LONGEST_DELAY)
