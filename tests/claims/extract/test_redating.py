"""Dates that count from the day of publication follow it where it is corrected."""

from datetime import UTC, datetime

import pytest

from claims.extract.redating import redated

MONDAY, THURSDAY = datetime(2019, 6, 3, tzinfo=UTC), datetime(2019, 6, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "dates", "now"),
    [
        ("it was shut on Sunday", ["2019-06-02"], ("2019-06-09",)),
        ("it opens on Friday", ["2019-06-07"], ("2019-06-14",)),
        (
            "shut yesterday and on 9 June 2018",
            ["2019-06-02", "2018-06-09"],
            ("2019-06-12", "2018-06-09"),
        ),
        ("shut in 2017", ["2017"], ("2017",)),
        ("it is shut", [], ()),
    ],
)
def test_what_counts_from_the_day_follows_it(
    text: str, dates: list[str], now: tuple[str, ...]
) -> None:
    """Past stays past and what was to come stays to come; a whole date stays as it is."""
    assert redated([text], dates, MONDAY, THURSDAY) == now
    assert redated([text], now, THURSDAY, MONDAY) == tuple(dates)


def test_article_without_a_date_gets_its_days() -> None:
    """What could not be counted is, once the day is known, and is open again without it."""
    assert redated(["shut", "on Sunday"], [], None, MONDAY) == ("2019-06-02",)
    assert redated(["shut", "on Sunday"], ["2019-06-02"], MONDAY, None) == ()
