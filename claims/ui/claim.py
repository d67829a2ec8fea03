"""Claim: everything about one claim, at an address of its own, today or as of a day."""

from collections import defaultdict
from functools import partial
from typing import Any

import streamlit as st

from claims import NotFoundError
from claims.ui import alarms, charts, components, past, words
from claims.ui.day import asked_day, kept
from claims.ui.deciding import draw_form
from claims.ui.dossier import Dossier, dossier
from claims.ui.editing import draw_editing
from claims.ui.folding import draw_some
from claims.ui.frame import desk, empty, page, page_link, todays_desk
from claims.ui.handing import draw_citation, draw_files
from claims.ui.history import draw_history
from claims.ui.keys import arm
from claims.ui.linked import draw_link, standing
from claims.ui.markup import escaped
from claims.ui.notes import draw_note, note_card
from claims.ui.order import stay
from claims.ui.origins import draw_origins
from claims.ui.placing import draw_storyline
from claims.ui.ways import way
from db.views.claims import LinkView
from db.vocabulary import ObjectType

AT_ONCE = 6


@st.fragment
def draw_claim(claim_id: str) -> None:
    """Draw the claim; only this part of the page is drawn anew after a press."""
    past.follow()
    today, asked = dossier(claim_id, todays_desk()), asked_day()
    with st.container():
        shown = _stood(claim_id) if asked else today
    left, right = st.columns([11, 10], gap="medium")
    with left:
        if shown and not asked and (told := alarms.notice(desk().alarm(claim_id))):
            st.html(told)
        if shown:
            draw_words(shown)
        past.draw_days(today, asked)
    with right:
        if shown and asked:
            draw_record(shown, asked)
        elif shown:
            arm(claim_id)
            draw_form(shown.claim, stay, shortcuts=True, evidence=shown.links)
            draw_work(shown)
    if shown:
        draw_provenance(shown, asked)
        draw_links(shown, asked)


def _stood(claim_id: str) -> Dossier | None:
    """Return the claim as it stood, or None where nobody knew it yet, which is then said."""
    try:
        return dossier(claim_id)
    except NotFoundError:
        empty(
            "Nobody knew this claim yet",
            "No article on this desk had carried it by that day: choose a later one, or go back to "
            "now.",
        )
        return None


def draw_words(found: Dossier) -> None:
    """Draw the claim, what is noted of it, and the part of the article around it."""
    claim, article = found.claim, found.article
    if claim.withdrawn:
        st.html(f'<div class="notice is-conflict" role="note">{_withdrawn(found)}</div>')
    st.html(components.claim_card(claim, found.links))
    if found.note.text:
        st.html(note_card(found.note))
    st.html(components.article_head(article))
    with st.container(height=260):
        st.html(components.article_around(article, claim, 200))
    st.html(
        f'<div class="ways">{components.LEGEND}'
        f"{way('articles', 'Whole article', id=article.article_id)}"
        f"{way('claims', 'All of this speaker', speaker=claim.speaker)}</div>"
    )


def _withdrawn(found: Dossier) -> str:
    """Return that a claim counts for nothing, who said so, and why."""
    what = "The article of this claim" if found.article.withdrawn else "This claim"
    kind = ObjectType.WITHDRAWAL if found.article.withdrawn else ObjectType.ADDED
    last = next((one for one in reversed(found.history) if one.object_type == kind), None)
    by = f" by <b>{escaped(last.reviewer)}</b>" if last else ""
    why = f": {escaped(last.reason)}" if last and last.reason else ""
    return f"{what} was withdrawn{by}{why}. It is kept, and counts for nothing."


def draw_work(found: Dossier) -> None:
    """Draw what can be done with the claim beside deciding it."""
    claim = found.claim
    history, note, editing, story, hand = st.tabs(
        ["History", "Note", "Edit", "Storyline", "Export and cite"], key="work", on_change="rerun"
    )
    # These list every source and the largest storylines: they are drawn once they are asked for,
    # and from then on, for what was written in them is to stay.
    wanted = _opened(claim.claim_id, edit=bool(editing.open), story=bool(story.open))
    with history:
        draw_history(found)
    with note:
        draw_note(claim.claim_id, found.note)
    with editing:
        if "edit" in wanted:
            draw_editing(found)
    with story:
        if "story" in wanted:
            draw_storyline(claim)
    with hand:
        draw_files(claim)
        draw_citation(claim)


def _opened(claim_id: str, **tabs: bool) -> set[str]:
    """Return which of some tabs are open, or were while this claim was in sight."""
    about, opened = st.session_state.get("tabs-opened", ("", set()))
    found = (opened if about == claim_id else set()) | {name for name, is_ in tabs.items() if is_}
    st.session_state["tabs-opened"] = claim_id, found
    return found


def draw_record(found: Dossier, asked: str) -> None:
    """Draw what had been decided of the claim by a day, and its files as of that day."""
    st.html("<h5>History</h5>")
    draw_history(found, past=True)
    st.html("<h5>Export and cite</h5>")
    draw_files(found.claim, asked)
    draw_citation(found.claim, asked)


def draw_provenance(found: Dossier, asked: str) -> None:
    """Draw where the claim comes from: its origins in words, and all chains in a figure."""
    claim = found.claim
    left, right = st.columns([11, 10], gap="medium")
    with left:
        st.html("<h5>Where it comes from</h5>")
        draw_origins(found.origins, claim.claim_id)
    if not found.links:
        return
    with right:
        st.html("<h5>Beside the linked claims</h5>")
        chosen: Any = st.plotly_chart(
            charts.provenance(claim, found.links),
            key=f"provenance-{claim.claim_id}-{asked}",
            config=charts.CONFIG,
            on_select="rerun",
            selection_mode="points",
            alt="The chains of this claim and of the linked ones, oldest first",
        )
        for point in chosen["selection"]["points"]:
            if point["customdata"] != claim.claim_id:
                st.switch_page(page("claim"), query_params=kept() | {"id": point["customdata"]})
        st.html(
            "<small>● origin, ★ withheld origin, ◆ relay, ■ publisher; filled where the source "
            "also stands in this claim's own chain. Click one to open its claim.</small>"
        )


def draw_links(found: Dossier, asked: str) -> None:
    """Draw each link, grouped by relation; those too weak to count are folded away."""
    groups: defaultdict[str, list[LinkView]] = defaultdict(list)
    for link in found.links:
        groups[words.relation(link)].append(link)
    columns = st.columns([11, 10], gap="medium")
    lengths = [0, 0]
    draw = partial(_draw_one, found, asked)
    for name, group in groups.items():
        shorter = lengths.index(min(lengths))
        lengths[shorter] += min(len(group), AT_ONCE)
        with columns[shorter]:
            st.html(f"<h5>{name.capitalize()} ({standing(group)})</h5>")
            draw_some(group, draw, at_once=AT_ONCE, more="{} more", key=f"links-{name}")
    many = "possible link" if len(found.possible) == 1 else "possible links"
    draw_some(
        found.possible,
        draw,
        at_once=0,
        more=f"{{}} {many}, too weak to count",
        key="links-possible",
    )


def _draw_one(found: Dossier, asked: str, link: LinkView) -> None:
    if asked:
        st.html(components.link_card(link, found.claim))
        page_link("claim", "Open claim", id=link.other.claim_id)
    else:
        draw_link(found.claim, link)


wanted = st.query_params.get("id", "")
try:
    known = todays_desk().claim(wanted)
except NotFoundError:
    empty(
        f"There is no claim “{wanted}” on this desk" if wanted else "Which claim?",
        "Look for it among the claims, or go on with the review.",
    )
    page_link("claims", "All claims")
    page_link("review", "Review")
else:
    draw_claim(known.claim_id)
