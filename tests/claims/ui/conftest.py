"""Pages without a browser: Streamlit's own AppTest on the whole dashboard."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from claims import Desk

APP = Path(__file__).parents[3] / "streamlit_app.py"
PAGES = APP.parent / "claims" / "ui"

OpenPage = Callable[..., AppTest]


@pytest.fixture
def desk(story_desk: str) -> Iterator[Desk]:
    """The desk that the pages show, opened beside them."""
    with Desk.open(story_desk) as desk:
        yield desk


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """Open a page of the dashboard on a desk, as the reviewer ana."""
    st.cache_resource.clear()

    def open_it(url: str, name: str = "review", /, **params: str) -> AppTest:
        monkeypatch.setenv("CLAIMS_DB", url)
        monkeypatch.setenv("CLAIMS_REVIEWER", "ana")
        app = AppTest.from_file(str(APP), default_timeout=30)
        if name != "review":
            app.run()
            app.switch_page(str(PAGES / f"{name}.py"))
        for key, value in params.items():
            app.query_params[key] = value
        app.run()
        assert not app.exception
        return app

    yield open_it
    st.cache_resource.clear()


@pytest.fixture
def look() -> Callable[[], None]:
    """Look at a page for as long as the guard against held keys asks."""
    return lambda: time.sleep(0.65)


@pytest.fixture
def shown() -> Callable[[AppTest], str]:
    """All the HTML and text of a page in one string."""

    def text(app: AppTest) -> str:
        parts = [str(one.proto.body) for one in app.get("html")]
        parts += [one.value for one in (*app.markdown, *app.subheader, *app.toast)]
        return "\n".join(parts)

    return text
