"""The reader: one article with all its marks, its claims beside it, and what people decided."""

from collections.abc import Sequence

import streamlit as st

from claims.ui import components, words
from claims.ui.answers import draw_answers
from claims.ui.article_deciding import draw_decisions, draw_forms
from claims.ui.frame import desk, page_link
from claims.ui.markup import escaped
from claims.ui.missed import draw_chooser, draw_missed
from claims.ui.starting import finish
from claims.ui.versions import draw_versions
from claims.ui.visitor import barred
from claims.ui.ways import claim_way, rows
from db.views.articles import ArticleView
from db.views.claims import ClaimView

AT_ONCE = 60
SILENT = '<span class="mark mark-silent">nothing found</span>'
BACKGROUND = '<span class="mark mark-background">background</span>'


@st.fragment
def draw_reader(article_id: str) -> None:
    """Draw an article; only this part of the page is drawn anew after a press."""
    article = desk().article(article_id)
    page_link("articles", "← All articles", **st.session_state.get("shelf-address", {}))
    st.html(f"{components.article_head(article)}{facts(article)}")
    events = desk().decisions_on(article)
    # In a place of their own, so that what stands below is not drawn twice as they come and go.
    with st.container():
        draw_notices(article)
        draw_versions(article)
        draw_decisions(article, events)
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        if reason := barred():
            st.html(f"<small>{escaped(reason)}</small>", width="content")
        else:
            draw_forms(article, events)
        silent, everything = draw_switches(article)
    with st.container():
        draw_answers(article_id)
    claims = listed(article, everything=everything)
    left, right = st.columns([13, 8], gap="medium")
    with left:
        draw_text(article, claims, silent=silent, everything=everything)
    with right:
        draw_missed(article, claims)
        draw_claims(article, claims)


def listed(article: ArticleView, *, everything: bool) -> list[ClaimView]:
    """Return the claims in the order of the text; background comes last, so that numbers stay."""
    found = desk().claims(article_id=article.article_id, everything=everything)
    return sorted(found, key=lambda claim: not claim.shown)


def draw_switches(article: ArticleView) -> tuple[bool, bool]:
    """Draw what can be shown besides; return whether silent sentences and background are."""
    folded = article.n_claims - article.n_shown
    silent = st.toggle(
        "Shade sentences in which nothing was found",
        key="silent",
        bind="query-params",
        help="A claim that was missed is added by selecting its words.",
    )
    everything = st.toggle(
        f"Show background claims ({folded:,})",
        key="background",
        bind="query-params",
        disabled=not folded,
        help="What the narrator states besides, folded away until something links to it.",
    )
    return silent, everything and bool(folded)


def draw_text(
    article: ArticleView, claims: Sequence[ClaimView], *, silent: bool, everything: bool
) -> None:
    """Draw the text with its marks, the legend above it, and the way to select in it."""
    sentences = desk().silent_sentences(article) if silent else []
    extra = [BACKGROUND] if everything else []
    if silent:
        of = f" ({words.count(len(sentences), 'sentence')})"
        extra.append(f"{SILENT}<small>{of}</small>")
    st.html(components.LEGEND.replace("</div>", f" {' '.join(extra)}</div>"))
    with st.container(height=520):
        st.html(components.article_text(article, claims, sentences))
    if not barred():
        draw_chooser(article)


def draw_claims(article: ArticleView, claims: Sequence[ClaimView]) -> None:
    """Draw the claims beside the text, under the numbers that their marks have."""
    if not claims:
        draw_none(article)
        return
    everything = f"all-of-{article.article_id}"
    shown = claims if st.session_state.get(everything) else claims[:AT_ONCE]
    with st.container(height=520):
        st.html(rows((claim.claim_id, numbered(i, claim)) for i, claim in enumerate(shown, 1)))
        if len(shown) < len(claims):
            st.button(
                f"Show all {len(claims):,}",
                key=f"show-{everything}",
                on_click=show,
                args=(everything,),
            )


def numbered(number: int, claim: ClaimView) -> str:
    """Return a claim under its number, with how it stands and who says it, as HTML."""
    signs = f"{components.badge(claim)}{components.flags(claim)}"
    return (
        f'<b class="claim-number" data-number="{number}">{number}</b> '
        f"{signs} {components.said(claim)}{claim_way(claim, limit=140)}"
    )


def show(key: str) -> None:
    """Show the whole list from now on, as a callback."""
    st.session_state[key] = True


def draw_none(article: ArticleView) -> None:
    """Say why there is no claim."""
    if article.withdrawn and article.n_claims:
        said = "Its claims are folded away; they are shown as background claims."
    elif article.unread_language:
        said = "This article waits until its language is read; see the note."
    elif article.unfinished and not article.n_claims:
        said = "This article has not been read yet."
    else:
        said = "No claim was found in this article that is worth a check."
    st.html(f"<small>{said}</small>")


def draw_notices(article: ArticleView) -> None:
    """Draw what a reader must know of an article."""
    for note in article.notes:
        st.html(f'<div class="notice">Note: {escaped(note)}</div>')
    if article.unfinished:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.html(
                '<div class="notice" role="note">… Something in this article waits to be read or '
                "linked: it came in, or was changed, after the last run.</div>",
                width="content",
            )
            st.button(
                "Read and link it now", key="finish", on_click=finish, disabled=bool(barred())
            )


def facts(article: ArticleView) -> str:
    """Return how an article came here, as escaped HTML."""
    found = {
        "File": article.file,
        "Address": article.url,
        "Dated by": article.published_origin,
        "Encoding": article.encoding,
        "Language": article.language,
        "Added": f"{article.added_at:%Y-%m-%d %H:%M} UTC",
        "SHA-256": article.content_sha256[:16] + "…",
    }
    known = ", ".join(f"{name} {escaped(value)}" for name, value in found.items() if value)
    return f'<small class="article-facts">{known}</small>'
