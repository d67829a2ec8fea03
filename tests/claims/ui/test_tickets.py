"""Tickets open one download for a while, and nobody else can make them."""

import pytest

from claims import InputError
from claims.ui.tickets import SECONDS, Order, issue, redeem

ORDER = Order("claims", "csv", everything=True, bom=True, claims=("c1", "c2"), storyline="s")


def test_ticket_leads_to_its_order_until_it_runs_out() -> None:
    """What was ordered comes back for an hour, and a second later no more."""
    ticket = issue(ORDER, now=0)

    assert redeem(ticket, now=SECONDS) == ORDER
    with pytest.raises(InputError, match="too old"):
        redeem(ticket, now=SECONDS + 1)


def test_altered_ticket_is_refused() -> None:
    """Neither another order under the same signature nor a signature of another key opens."""
    body, _, signature = issue(ORDER).partition(".")
    other, _, _ = issue(Order("desk")).partition(".")

    for forged in (f"{other}.{signature}", f"{body}.{'0' * 64}", body, "", "é.é"):
        with pytest.raises(InputError, match="load the page again"):
            redeem(forged)


@pytest.mark.parametrize(
    ("order", "file"),
    [
        (Order("log", "csv"), "log.csv"),
        (Order("claims", "claimreview"), "claimreview.json"),
        (Order("case"), "case.zip"),
    ],
)
def test_file_is_named_by_what_it_is(order: Order, file: str) -> None:
    """The name that the browser saves under says what the file holds."""
    assert order.file == file
