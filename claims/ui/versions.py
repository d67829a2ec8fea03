"""The texts that stood at the address of an article one after the other, and what changed."""

from collections.abc import Sequence

import streamlit as st

from claims.ui import words
from claims.ui.frame import desk, page_link
from claims.ui.watching import changed, draw_alarm
from db.views.articles import ArticleView
from db.views.web import VersionView


def draw_versions(article: ArticleView) -> None:
    """Draw the versions of an article, what changed between them, and the alarms that it raised."""
    found = desk().versions(article)
    if len(found) < 2:  # noqa: PLR2004 - one is the article itself
        return
    place = next(n for n, one in enumerate(found) if one.article_id == article.article_id)
    alarms = [one for one in desk().alarms() if one.article_id == article.article_id]
    with st.container(key="versions", gap="small"):
        st.html(notice(found, place))
        for one in found:
            if one.article_id != article.article_id:
                page_link("articles", told(one), id=one.article_id)
        for alarm in alarms:
            draw_alarm(alarm)
        earlier = max(place, 1) - 1
        with st.expander(f"What changed from version {earlier + 1} to version {earlier + 2}"):
            draw_changes(found[earlier], found[earlier + 1])


def notice(found: Sequence[VersionView], place: int) -> str:
    """Return which of its versions an article is, as HTML."""
    one = found[place]
    kind, said = "", "the text that stands there now"
    if not one.current:
        until = words.day(one.seen[-1][1])
        kind, said = "is-conflict", f"not the text of today, and was last seen there on {until}"
    return (
        f'<div class="notice {kind}" role="note">Version {one.number} of {len(found)} '
        f"at its address: {said}.</div>"
    )


def told(one: VersionView) -> str:
    """Return what a link to a version says."""
    first, last = (f"{at:%d %b %Y %H:%M}" for at in (one.seen[0][0], one.seen[-1][1]))
    seen = first if first == last else f"{first} to {last}"
    now = ", there now" if one.current else ""
    # The headline comes last, for on a narrow screen the end is cut off.
    return (
        f"Version {one.number}{now}, seen {seen} UTC; {words.count(one.n_shown, 'claim')}: "
        f"{one.title or one.file}"
    )


def draw_changes(earlier: VersionView, later: VersionView) -> None:
    """Draw the sentences that do not stand in both versions."""
    found = desk().differences(earlier.article_id, later.article_id)
    if not found:
        st.html("<small>Every sentence stands in both.</small>")
    st.html("".join(changed(one.was, one.now) for one in found))
