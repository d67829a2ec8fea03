"""The list of articles: search and filters that stand in the address, page by page."""

from typing import Any

import streamlit as st

from claims.ui import words
from claims.ui.components import dated
from claims.ui.day import PARAM
from claims.ui.frame import desk, empty
from claims.ui.markup import escaped, plain
from claims.ui.previewing import FIRST_DAY
from claims.ui.ways import rows, way
from db.filters import ArticleFilters
from db.views.articles import ArticleView
from db.vocabulary import Standing

PAGE = 25
# To count all that a common word finds takes longer than to show the first page of it.
COUNTED = 1_000


def draw_shelf() -> None:
    """Draw the filters and one page of the articles that they leave."""
    filters = facets()
    st.session_state["shelf-address"] = {
        name: str(st.query_params[name]) for name in st.query_params if name not in {"id", PARAM}
    }
    draw_list(filters)


def facets() -> ArticleFilters:
    """Draw the filters, whose values stand in the page's address, and return those that are set."""
    chosen: dict[str, Any] = {}
    with st.container(
        key="shelf-facets", horizontal=True, gap="small", vertical_alignment="bottom"
    ):
        chosen["search"] = st.text_input(
            "Search",
            key="q",
            type="search",
            bind="query-params",
            live="300ms",
            placeholder="Words in title, publisher, file or address",
        )
        chosen["publisher"] = st.selectbox(
            "Publisher",
            desk().publishers(),
            index=None,
            key="publisher",
            bind="query-params",
            placeholder="Any",
            format_func=plain,
            width=200,
        )
        chosen |= draw_days()
        chosen["standing"] = st.selectbox(
            "Only those",
            [one.value for one in Standing],
            index=None,
            key="standing",
            bind="query-params",
            placeholder="Any",
            help="Withdrawn by a person; unread, for nobody here reads their language; unfinished, "
            "for they wait to be read or linked.",
            width=200,
        )
    if chosen["standing"]:
        chosen["standing"] = Standing(chosen["standing"])
    return {name: value for name, value in chosen.items() if value}  # type: ignore[return-value]


def draw_days() -> dict[str, Any]:
    """Draw the first and the last day, and return them."""
    return {
        name: st.date_input(
            said,
            None,
            key=name,
            bind="query-params",
            format="YYYY-MM-DD",
            min_value=FIRST_DAY,
            width=145,
        )
        for name, said in (("since", "From"), ("until", "To"))
    }


def turn(cursors: list[str]) -> None:
    """Go to the page after the last of these articles, as a callback."""
    st.session_state["shelf-cursors"] = cursors


def draw_list(filters: ArticleFilters) -> None:
    """Draw one page of articles, and the ways to the pages before and after."""
    ss = st.session_state
    if ss.get("shelf-filters") != filters:
        ss["shelf-filters"], ss["shelf-cursors"] = filters, []
    cursors: list[str] = ss["shelf-cursors"]
    total = desk().count_articles(limit=COUNTED, **filters)
    if not total:
        empty("No article fits", "Take a filter away, or search for fewer words.")
        return
    found = desk().articles(**filters, limit=PAGE + 1, after=cursors[-1] if cursors else "")
    page, more = found[:PAGE], len(found) > PAGE
    first = len(cursors) * PAGE + 1
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.html(
            f"<b>{how_many(total, filters)}</b>"
            + (f", {first:,} to {first + len(page) - 1:,}" if total > PAGE else ""),
            width="content",
        )
        if total > PAGE:
            st.button(
                "Newer", key="newer", disabled=not cursors, on_click=turn, args=(cursors[:-1],)
            )
            after = [*cursors, page[-1].article_id] if page else cursors
            st.button("Older", key="older", disabled=not more, on_click=turn, args=(after,))
    with st.container(key="shelf"):
        st.html(rows((one.article_id, row(one)) for one in page))


def how_many(total: int, filters: ArticleFilters) -> str:
    """Return how many articles fit, in words; of a great many, only that they are more."""
    said = words.count(total, "article")
    return said.replace(" ", "+ ", 1) if filters and total == COUNTED else said


def row(article: ArticleView) -> str:
    """Return what a list says of an article, below its title that leads to it, as HTML."""
    folded = article.n_claims - article.n_shown
    facts = [
        escaped(article.publisher),
        dated(article.published_at),
        words.count(article.n_shown, "claim") + (f", {folded:,} folded away" if folded else ""),
    ]
    facts += [f"Note: {escaped(one)}" for one in article.notes]
    badges = "".join(f'<span class="badge is-flag">{one}</span> ' for one in flags(article))
    title = way("articles", article.title or article.file, id=article.article_id)
    return f'{title}<div class="article-row">{badges}<small>{"; ".join(facts)}</small></div>'


def flags(article: ArticleView) -> list[str]:
    """Return, with a sign each, what makes an article's claims count for nothing or be missing."""
    found = ["↩ withdrawn"] if article.withdrawn else []
    found += [f"✎ not read: {escaped(article.unread_language)}"] if article.unread_language else []
    found += ["… waits"] if article.unfinished else []
    return found
