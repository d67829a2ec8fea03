"""Articles: the list of all, the reader of one, and adding more."""

import streamlit as st

from claims import NotFoundError
from claims.ui.adding import draw_adding
from claims.ui.day import asked_day
from claims.ui.frame import desk, empty
from claims.ui.jobs import draw_jobs
from claims.ui.markup import escaped
from claims.ui.reader import draw_reader
from claims.ui.shelf import draw_shelf
from claims.ui.watching import draw_alarms, draw_watched
from db.views.articles import ArticleView


def asked_for(article_id: str) -> ArticleView | None:
    """Return the article that the address names; one that is not there is told."""
    try:
        return desk().article(article_id) if article_id else None
    except NotFoundError:
        st.html(
            f'<div class="notice" role="alert">There is no article “{escaped(article_id)}” on this '
            "desk. Here are all of them.</div>"
        )
        return None


with st.container():
    if not asked_day():
        draw_jobs()
article = asked_for(st.query_params.get("id", ""))
if article is not None:
    # A link from this page to itself opens the article and leaves the address as it was.
    st.query_params["id"] = article.article_id
    draw_reader(article.article_id)
else:
    n_articles = desk().count_articles()
    if not asked_day():
        draw_adding(expanded=not n_articles)
    with st.container():
        if not asked_day():
            draw_watched()
        draw_alarms()
    if n_articles:
        draw_shelf()
    else:
        empty(
            "This desk has no articles yet", "Upload files, paste a text or give an address above."
        )
