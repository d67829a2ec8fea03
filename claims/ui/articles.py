"""Articles: the reader with all marks, and adding articles."""

from collections.abc import Container, Sequence

import streamlit as st

from claims.ui import components, words
from claims.ui.adding import draw_adding
from claims.ui.frame import claim_link, desk, empty
from claims.ui.markup import escaped, plain, shortened
from db.views import ArticleView

NAME = 80


def draw_reader(articles: Sequence[ArticleView]) -> None:
    """Draw the choice of an article, and that article with all its claims marked."""
    by_id = {one.article_id: one for one in articles}
    follow_address(by_id)
    chosen = st.selectbox(
        "Article",
        list(by_id),
        key="article",
        format_func=lambda article_id: named(by_id[article_id]),
    )
    st.query_params["id"] = st.session_state["article_wrote"] = chosen
    article = desk().article(chosen)
    claims = desk().claims(article_id=chosen)
    st.html(components.article_head(article))
    draw_facts(article)
    left, right = st.columns([13, 8], gap="medium")
    with left:
        st.html(components.LEGEND)
        with st.container(height=520):
            st.html(components.article_text(article, claims))
    with right, st.container(height=560):
        if article.unread_language:
            st.html("<small>This article waits until its language is read; see the note.</small>")
        elif not claims:
            st.html("<small>No claim was found in this article that is worth a check.</small>")
        for i, claim in enumerate(claims, 1):
            with st.container(key=f"row-{claim.claim_id}", gap=None):
                st.html(f"<b>{i}</b> {components.badge(claim)} {components.said(claim)}")
                claim_link(claim, limit=140)


def follow_address(known: Container[str]) -> None:
    """Take the article from the address where it was changed from outside: a link, or Back."""
    wanted = st.query_params.get("id", "")
    ours = wanted == st.session_state.get("article_wrote") and "article" in st.session_state
    if not wanted or ours:
        return
    if wanted in known:
        st.session_state["article"] = wanted
    else:
        st.html(f'<div class="notice" role="alert">No article {escaped(wanted)} here.</div>')


def named(article: ArticleView) -> str:
    """Return what an article is called in a list."""
    title = shortened(plain(article.title or article.file), NAME)
    return f"{title} ({words.day(article.published_at)}, {words.count(article.n_shown, 'claim')})"


def draw_facts(article: ArticleView) -> None:
    """Draw what is known of how the article came here."""
    for note in article.notes:
        st.html(f'<div class="notice">Note: {escaped(note)}</div>')
    facts = {
        "File": article.file,
        "Address": article.url,
        "Dated by": article.published_origin,
        "Encoding": article.encoding,
        "Language": article.language,
        "Added": f"{article.added_at:%Y-%m-%d %H:%M} UTC",
        "SHA-256": article.content_sha256[:16] + "…",
    }
    shown = ", ".join(f"{name} {escaped(value)}" for name, value in facts.items() if value)
    folded = article.n_claims - article.n_shown
    more = f"; {words.count(folded, 'background claim')} folded away" if folded else ""
    st.html(f'<small class="progress">{shown}{more}</small>')


known = desk().articles()
draw_adding(expanded=not known)
if known:
    draw_reader(known)
else:
    empty("This desk has no articles yet", "Upload files or paste a text above.")
