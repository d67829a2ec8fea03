"""Dates of publication, and dates that a text names."""

from datetime import UTC, datetime

import pytest

from claims.ingest.dates import not_before, read_date

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "when"),
    [
        ("2019-02-22", datetime(2019, 2, 22, tzinfo=UTC)),
        (" 2019-02-22 ", datetime(2019, 2, 22, tzinfo=UTC)),
        ("2019-02-22T10:00:00Z", datetime(2019, 2, 22, 10, tzinfo=UTC)),
        ("2019-02-22T08:30:00+09:00", datetime(2019, 2, 21, 23, 30, tzinfo=UTC)),
        ("2019-02-22 23:30-0500", datetime(2019, 2, 23, 4, 30, tzinfo=UTC)),
        ("2026-01-16T11:00:00+00:00", datetime(2026, 1, 16, 11, tzinfo=UTC)),
    ],
)
def test_a_date(value: str, when: datetime) -> None:
    """A day, or a time with its zone, is read into UTC without a word."""
    dated = read_date(value, now=NOW)

    assert (dated.when, dated.notes) == (when, ())
    assert dated.when is not None
    assert dated.when.tzinfo is UTC


def test_a_time_without_a_zone() -> None:
    """A time without a zone counts as UTC, and a note says so."""
    dated = read_date("2019-02-22T10:00:00", now=NOW)

    assert dated.when == datetime(2019, 2, 22, 10, tzinfo=UTC)
    assert "counts as UTC" in dated.notes[0]


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ("2026-01-17", "in the future"),
        ("2031-02-22", "in the future"),
        ("9999-12-31T23:59:59Z", "in the future"),
        ("1066-10-14", "before 1700"),
        ("0001-01-01", "before 1700"),
    ],
)
def test_a_date_that_cannot_be(value: str, where: str) -> None:
    """A date more than a day ahead, or before newspapers, is set aside; the note names it."""
    dated = read_date(value, now=NOW)

    assert dated.when is None
    assert f"{value!r} lies {where}" in dated.notes[0]


@pytest.mark.parametrize(
    "value", ["yesterday", "22/02/2019", "2019-02-30", "", "2019", "0001-01-01T00:00:00+14:00"]
)
def test_no_date(value: str) -> None:
    """What is no date is set aside, and the note names it and a form that works."""
    dated = read_date(value, now=NOW)

    assert dated.when is None
    assert repr(value) in dated.notes[0]
    assert "2019-02-22" in dated.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "It happened on 22 February 2019 in Madrid.",
        "It happened on February 22, 2019.",
        "On Feb. 22, 2019 and on 3 January 2018 again.",
        "the 22nd of February, 2019",
        "(2019-02-22)",
        "On 22 FEB 2019, before 31 February 2019.",
        "On 22\nFebruary 2019",
        "On 22 February 2019; a summit is planned for 3 May 2031.",
    ],
)
def test_the_latest_day_named(text: str) -> None:
    """The latest full date that is not in the future is found, however it is written."""
    assert not_before(text, now=NOW) == datetime(2019, 2, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "In February 2019, on 22 February.",
        "22 Marching bands of 2019",
        "12019-02-22",
        "2019-02-221",
        "on 45 May 2019",
        "on 3 May 2031",
        "22 maybe 2019",
    ],
)
def test_no_day_named(text: str) -> None:
    """A text that names no full date of the past gives none."""
    assert not_before(text, now=NOW) is None
