"""Lists of articles: order, pages, filters, and what articles yielded."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, text

from claims import Desk
from db.vocabulary import Standing


@pytest.fixture
def shelf(write_desk: Callable[[], Any]) -> str:
    """Seven articles of two papers, some of one time, one undated, one unread, one unfinished."""
    writer = write_desk()
    for n in range(5):
        writer.article(f"a{n}", f"Ferry, part {n}", "Rain.", publisher="The Times", day=5 + n // 3)
    more = {"unread_language": "de", "extract_run_id": None, "link_run_id": None}
    writer.article("b5", "Brücke 100%", "Es regnet.", publisher="Blatt", day=9, **more)
    writer.article("b6", "Late", "It rained.", publisher="Blatt", day=10, link_run_id=None)
    return str(writer.finish())


def ids(desk: Desk, **filters: Any) -> list[str]:
    """The ids of what is found, which must be as many as are counted."""
    found = [one.article_id for one in desk.articles(**filters)]
    assert desk.count_articles(**filters) == len(found)
    return found


def test_pages_follow_one_another(shelf: str) -> None:
    """Page by page no article is missing or comes twice, though several are of one time."""
    with Desk.open(shelf) as desk:
        pages = [desk.articles(limit=2)]
        while pages[-1]:
            pages.append(desk.articles(limit=2, after=pages[-1][-1].article_id))

        assert [one.article_id for page in pages for one in page] == ids(desk)
        assert ids(desk) == ["b6", "b5", "a3", "a4", "a0", "a1", "a2"]
        assert [one.unfinished for one in pages[0]] == [True, False]
        assert desk.count_articles(limit=3, search="ferry") == 3


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"search": "ferry PART 3"}, ["a3"]),
        ({"search": "blatt"}, ["b6", "b5"]),
        ({"search": "100%"}, ["b5"]),
        ({"search": "a0.md"}, ["a0"]),
        ({"publisher": "Blatt"}, ["b6", "b5"]),
        ({"since": date(2026, 1, 6), "until": date(2026, 1, 9)}, ["b5", "a3", "a4"]),
        ({"standing": Standing.UNREAD}, ["b5"]),
        ({"standing": Standing.UNFINISHED}, ["b6"]),
        ({"standing": Standing.WITHDRAWN}, ["a1"]),
        ({"standing": Standing.WITHDRAWN, "search": "3"}, []),
    ],
)
def test_filters_narrow_the_list(shelf: str, filters: Any, expected: list[str]) -> None:
    """Every filter, alone and beside another, leaves what fits, and the count agrees."""
    with Desk.open(shelf) as desk:
        desk.withdraw("a1", by="ana", reason="r")

        assert ids(desk, **filters) == expected
        assert desk.publishers() == ["Blatt", "The Times"]


@pytest.mark.parametrize("standing", Standing)
def test_rare_articles_are_found_by_an_index(shelf: str, standing: Standing) -> None:
    """What few articles are is looked up; no filter reads through the texts of all."""
    with Desk.open(shelf) as desk:
        plans: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
            if "article" in statement and not statement.startswith("EXPLAIN"):
                asked.append((statement, values))

        asked: list[Any] = []
        event.listen(desk.engine, "before_cursor_execute", note)
        desk.count_articles(standing=standing)
        event.remove(desk.engine, "before_cursor_execute", note)
        with desk.engine.connect() as connection:
            for statement, values in asked:
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                plans += [row[-1] for row in rows]

        assert plans
        assert not [plan for plan in plans if plan.startswith("SCAN") and "INDEX" not in plan]


def test_yield_counts_claims_and_their_links_once(story_desk: str) -> None:
    """A link between two of the articles counts once, one to a third article too."""
    with Desk.open(story_desk) as desk:
        assert desk.yields(["a1", "a2"]) == {"claims": 3, "links": 2}
        assert desk.yields(["a3"]) == {"claims": 1, "links": 1}
        assert desk.yields([]) == {"claims": 0, "links": 0}
        with desk.engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM claimlink")).scalar_one() == 3
