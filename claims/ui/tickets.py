"""Tickets: what a page lets its reader download, signed, for a while.

Whoever may see a page gets its links; the download itself is asked for outside of any page, where
Streamlit knows neither session nor login. So the link carries what is asked for, until when, and a
signature that only this process can make.
"""

import hmac
import json
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass, field
from datetime import date

from claims import InputError
from db.filters import ClaimFilters, EventFilters

# A new key with each start of the server: links of before open nothing.
_KEY = secrets.token_bytes(32)
SECONDS = 3600
DAYS = frozenset({"from_day", "to_day"})
STALE = "this link is too old or not of this dashboard; load the page again and press once more"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be downloaded.

    Attributes:
        what: ``claims``, ``links`` or ``log``; ``case`` or ``desk``, which are zip files.
        format: that of the export; "" for zip files.
        everything: also what is folded away.
        bom: begin with a byte-order mark.
        claims: only these claims.
        storyline: only this storyline.
        filters: only the claims that fit.
        decisions: only the decisions that fit can be read.
        as_of: of the desk as it stood on this day; "" for today's.
    """

    what: str
    format: str = ""
    everything: bool = False
    bom: bool = False
    claims: tuple[str, ...] = ()
    storyline: str = ""
    filters: ClaimFilters = field(default_factory=ClaimFilters)
    as_of: str = ""
    decisions: EventFilters = field(default_factory=EventFilters)

    @property
    def file(self) -> str:
        """The name of the file."""
        kinds = {"": "zip", "claimreview": "json", "annotations": "jsonld"}
        stem = self.format if self.format in {"claimreview", "annotations"} else self.what
        then = f"-as-of-{self.as_of[:10]}" if self.as_of else ""
        return f"{stem}{then}.{kinds.get(self.format, self.format)}"


def issue(order: Order, *, now: float | None = None) -> str:
    """Return the ticket for an order.

    Args:
        order: what may be downloaded with it.
        now: seconds since 1970; default: the clock.
    """
    until = int(now if now is not None else time.time()) + SECONDS
    body = (
        urlsafe_b64encode(json.dumps([until, asdict(order)], default=str).encode())
        .decode()
        .rstrip("=")
    )
    return f"{body}.{_signed(body)}"


def redeem(ticket: str, *, now: float | None = None) -> Order:
    """Return the order that a ticket is for.

    Args:
        ticket: as :func:`issue` made it.
        now: seconds since 1970; default: the clock.

    Raises:
        InputError: it was not issued by this process, or is too old.
    """
    body, _, signature = ticket.partition(".")
    if not hmac.compare_digest(signature.encode(), _signed(body).encode()):
        raise InputError(STALE)
    until, values = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    if (now if now is not None else time.time()) > until:
        raise InputError(STALE)
    filters = values["filters"]
    for name in DAYS & filters.keys():
        filters[name] = filters[name] and date.fromisoformat(filters[name])
    return Order(**values | {"claims": tuple(values["claims"])})


def _signed(body: str) -> str:
    return hmac.new(_KEY, body.encode(), "sha256").hexdigest()
