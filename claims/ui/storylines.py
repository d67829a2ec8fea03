"""Storylines: all of them, and one as a time line by source, with the provenance of its claims."""

from collections.abc import Sequence

import streamlit as st

from claims import NotFoundError
from claims.ui import components, lineage, timeline, words
from claims.ui.arranging import draw_arranging
from claims.ui.charts import CONFIG
from claims.ui.day import kept
from claims.ui.frame import claim_link, desk, empty, page, page_link
from claims.ui.markup import escaped, label, shortened
from claims.ui.ways import claim_way, rows, way
from db.filters import StoryOrder
from db.views.claims import ClaimView
from db.views.storylines import StorylineView

PAGE = 20
# More are no picture; the page of the claims lists all.
DRAWN = 1000


# ---- all of them ------------------------------------------------------------------------------


def draw_list() -> None:
    """Draw the storylines page by page, by what is asked for in the address."""
    asked, ordered = st.columns([3, 1], vertical_alignment="bottom")
    search = asked.text_input(
        "Search",
        key="q",
        type="search",
        bind="query-params",
        live="300ms",
        placeholder="Words in the name of a storyline",
    )
    order = ordered.selectbox(
        "Order", [one.value for one in StoryOrder], key="order", bind="query-params"
    )
    total = desk().count_storylines(search=search)
    if not total:
        draw_none(search)
        return
    chosen = draw_pages(total, f"list-page-{search}-{order}")
    st.html(f"<b>{words.count(total, 'storyline')}</b>")
    found = desk().storylines(
        limit=PAGE, skip=(chosen - 1) * PAGE, search=search, order=StoryOrder(order)
    )
    first = desk().claims_by_id(story.storyline for story in found)
    st.html(rows((one.storyline, story_row(one, first[one.storyline])) for one in found))


def story_row(story: StorylineView, first: ClaimView) -> str:
    """Return a storyline with its days, how it begins and how large it is, as HTML."""
    # Several may stand under one headline; how each begins tells them apart.
    begins = shortened(words.told(first), 160)
    return (
        f"<small>{span(story)}</small>{way('storylines', named(story), id=story.storyline)}"
        f'<div class="begins">{escaped(begins)}</div><small class="where">{size(story)}</small>'
    )


def draw_pages(total: int, key: str) -> int:
    """Draw the way through the pages of a list, where it has several; return the one to show."""
    n_pages = -(-total // PAGE)
    return int(st.pagination(n_pages, key=key)) if n_pages > 1 else 1


def draw_none(search: str) -> None:
    """Draw why there is no storyline."""
    if search:
        empty("No storyline fits", "Search for fewer words.")
        return
    empty(
        "There are no storylines yet",
        "A storyline is what links join: add articles that speak of the same matter, or accept a "
        "link between two claims.",
    )
    page_link("articles", "Add articles")


def named(story: StorylineView) -> str:
    """Return what a storyline is called."""
    return story.name or "Storyline without a name"


def span(story: StorylineView) -> str:
    """Return the days of a storyline."""
    first, last = words.day(story.first), words.day(story.last)
    return first if first == last else f"{first} to {last}"


def size(story: StorylineView) -> str:
    """Return how large a storyline is, and how much of it is disputed."""
    parts = [words.count(story.claims, "claim"), words.count(story.articles, "article")]
    parts += [f"≠ {story.disputed:,} disputed"] if story.disputed else []
    return ", ".join(parts)


# ---- one --------------------------------------------------------------------------------------


def draw_story(story: StorylineView) -> None:
    """Draw one storyline."""
    # A link from the page to itself leaves the address as it was.
    st.query_params["id"] = story.storyline
    st.button("← All storylines", key="all-storylines", type="tertiary", on_click=leave)
    name = f'<h4 data-story="{escaped(story.storyline)}">{escaped(named(story))}</h4>'
    st.html(f"{name}{extent(story)}{gone(desk().left_storyline(story.storyline))}")
    draw_picture(story)


def extent(story: StorylineView) -> str:
    """Return the days of a storyline and how large it is as HTML, with ways to its claims."""
    parts = [
        f"<span>{span(story)}</span>",
        way("claims", words.count(story.claims, "claim"), storyline=story.storyline),
    ]
    if story.disputed:
        disputed = {"storyline": story.storyline, "status": "disputed"}
        parts.append(way("claims", f"≠ {story.disputed:,} disputed", **disputed))
    parts.append(f"<span>{words.count(story.articles, 'article')}</span>")
    return f'<div class="ways">{"".join(parts)}</div>'


def gone(claims: Sequence[ClaimView]) -> str:
    """Return as HTML which claims people took out of a storyline; "" where they took none."""
    if not claims:
        return ""
    listed = "".join(f"<li>{components.said(one)} {claim_way(one)}</li>" for one in claims)
    said = f"People took {words.count(len(claims), 'claim')} out of this storyline"
    return f'<details class="gone"><summary>{said}</summary><ul>{listed}</ul></details>'


def leave() -> None:
    """Go to the list of all storylines, as a callback."""
    for name in ("id", "claim"):
        st.query_params.pop(name, None)


@st.fragment
def draw_picture(story: StorylineView) -> None:
    """Draw the storyline's claims; only this part is drawn anew after a click."""
    if "story-said" in st.session_state:
        # What somebody decided changes the head of the page, too.
        st.rerun()
    claims = desk().claims(storyline=story.storyline, everything=True, limit=DRAWN)
    known = {one.claim_id: one for one in claims}
    selected = known.get(st.query_params.get("claim", ""))
    by, provenance = draw_switches()
    if len(claims) < story.claims:
        st.html(
            f'<div class="notice">The newest {DRAWN:,} of {story.claims:,} claims are drawn; '
            "the link above leads to all of them.</div>"
        )
    # Beside the picture: below it, the claim that was clicked would be out of sight.
    picture, *beside = st.columns([7, 3], gap="medium") if selected else [st.container()]
    with picture:
        if provenance:
            draw_lineage(selected or most_tied(story, known))
        else:
            draw_timeline(story, claims, by, selected)
    if selected:
        with beside[0]:
            draw_peek(selected)
    draw_rows(sorted(claims, key=timeline.order))
    draw_arranging(story, claims)


def draw_switches() -> tuple[str, bool]:
    """Draw what the picture is to show, and return it: what a lane is, and whether provenance."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom", key="switches"):
        by = st.segmented_control(
            "A lane for each",
            ["speaker", "publisher"],
            default="speaker",
            required=True,
            key="by",
            bind="query-params",
        )
        provenance = st.toggle(
            "Where it comes from",
            key="provenance",
            bind="query-params",
            help="Origin, relay and publisher of one claim and of those linked to it.",
        )
    return str(by), provenance


def draw_timeline(
    story: StorylineView, claims: Sequence[ClaimView], by: str, selected: ClaimView | None
) -> None:
    """Draw the time line, and what its marks cannot say."""
    ties = desk().ties(story.storyline)
    notes = ["Click a mark to see its claim; drag across to look closer, double-click to go back."]
    if len(claims) > timeline.ARCS_OF_ALL and not selected:
        notes.append("Links are drawn for the claim that is chosen.")
    if n := timeline.undated(claims):
        article = "1 claim stands" if n == 1 else f"{n:,} claims stand"
        notes.append(f"{article} in undated articles, at the earliest day that their text allows.")
    with st.container(key="timeline"):
        draw_chart(
            timeline.timeline(claims, ties, by=by, selected=selected.claim_id if selected else ""),
            f"timeline-{by}",
            f"Time line of {words.count(len(claims), 'claim')} by {by}; the list below says all",
        )
        st.html(f'<small class="progress">{" ".join(notes)}</small>')


def most_tied(story: StorylineView, known: dict[str, ClaimView]) -> ClaimView:
    """Return the claim that most links of its storyline touch."""
    counted = dict.fromkeys(known, 0)
    for tie in desk().ties(story.storyline):
        for end in {tie.later_id, tie.earlier_id} & counted.keys():
            counted[end] += 1
    return known[max(counted, key=counted.__getitem__)]


def draw_lineage(claim: ClaimView) -> None:
    """Draw where a claim and those linked to it come from."""
    links = desk().links(claim)
    drawn = len(lineage.paths(claim, links)) - 1
    st.html(f"<b>{components.said(claim)}</b> {escaped(claim.text)}")
    left = f" {len(links) - drawn:,} weaker links are left out." if drawn < len(links) else ""
    with st.container(key="lineage"):
        draw_chart(
            lineage.lineage(claim, links),
            f"lineage-{claim.claim_id}",
            "Origins, relays and publishers of this claim and of those linked to it",
        )
        st.html(
            '<small class="progress">● origin, ★ withheld origin, ◆ relay, ■ publisher; filled '
            f"where this claim itself came by. Click one to see a claim that did.{left}</small>"
        )
    st.html(components.chain(claim))


def draw_chart(figure: object, key: str, alt: str) -> None:
    """Draw a figure whose points open claims."""
    st.plotly_chart(
        figure,
        key=key,
        config=CONFIG,
        on_select=lambda: pick(key),
        selection_mode="points",
        alt=alt,
    )


def pick(key: str) -> None:
    """Take the claim that was clicked, as a callback."""
    for point in st.session_state[key]["selection"]["points"]:
        if claim_id := point.get("customdata"):
            st.query_params["claim"] = claim_id


def unpick() -> None:
    """Look at no claim any more, as a callback."""
    st.query_params.pop("claim", None)


def draw_peek(claim: ClaimView) -> None:
    """Draw the claim that was clicked, and the way to its page."""
    with st.container(key="peek", border=True):
        with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
            claim_link(claim, "Open claim")
            st.button("Close", key="unpick", type="tertiary", on_click=unpick)
        st.html(components.claim_card(claim, desk().links(claim)))
        st.html(components.where(claim))


def draw_rows(claims: Sequence[ClaimView]) -> None:
    """Draw the same claims as a list in order of time, for who cannot see or click the picture."""
    st.html("<h5>In order of time</h5>")
    shown = draw_pages(len(claims), "rows-page")
    page_of = claims[(shown - 1) * PAGE : shown * PAGE]
    st.html(rows((claim.claim_id, claim_row(claim)) for claim in page_of))


def claim_row(claim: ClaimView) -> str:
    """Return a claim with who says it where and how it stands, as HTML."""
    head = f"{components.badge(claim)} {components.said(claim)} {components.where(claim)}"
    return f"{head}{claim_way(claim)}"


def draw_lost(wanted: str) -> None:
    """Draw that there is no such storyline; of a claim that moved to another one, go there."""
    try:
        now = desk().claim(wanted).storyline
    except NotFoundError:
        now = None
    if now:
        st.switch_page(page("storylines"), query_params=kept() | {"id": now})
    empty(
        f"There is no storyline “{wanted}” on this desk",
        "It may have been split, or its links were rejected. Look for it among all.",
    )
    page_link("storylines", "All storylines")


if said := st.session_state.pop("story-said", ""):
    st.toast(label(said))
wanted = st.query_params.get("id", "")
if not wanted:
    draw_list()
else:
    try:
        found = desk().storyline(wanted)
    except NotFoundError:
        draw_lost(wanted)
    else:
        draw_story(found)
