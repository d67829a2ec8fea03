"""Overview: what changed, where sources disagree, what waits, and who is cited."""

from datetime import UTC, date, datetime, time, timedelta

import streamlit as st

from claims.ui import charts, components, words
from claims.ui.day import asked_day, this_day
from claims.ui.frame import desk, empty, page_link, reviewer
from claims.ui.markup import escaped, shortened
from claims.ui.ways import claim_way, onward, rows, way
from db.filters import StoryOrder
from db.views.claims import ClaimView, LinkView
from db.views.overview import ArrivalView, ChangesView, CitedView
from db.views.storylines import StorylineView
from db.vocabulary import Relation, Status, Verdict

YESTERDAY, WEEK, LAST, DAY = "yesterday", "a week ago", "my last decision", "a day"
LISTED = 5
PAGE = 10
SHORT = 180


# ---- since when -------------------------------------------------------------------------------


def draw_since() -> datetime:
    """Draw the choice of a moment, which stands in the address, and return it."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        chosen = st.segmented_control(
            "What changed since",
            [YESTERDAY, WEEK, LAST, DAY],
            default=YESTERDAY,
            required=True,
            key="since",
            bind="query-params",
        )
        if chosen == DAY:
            day = st.date_input(
                "Day (UTC)", value=None, key="day", bind="query-params", format="YYYY-MM-DD"
            )
            return midnight(day) if isinstance(day, date) else midnight(today())
    if chosen == LAST:
        return last_decision()
    return midnight(today() - timedelta(days=7 if chosen == WEEK else 1))


def last_decision() -> datetime:
    """Return when the reviewer last decided; where that never was, the beginning of yesterday."""
    mine = desk().decisions(limit=1, reviewer=reviewer()) if reviewer() else []
    if mine:
        return datetime.fromisoformat(mine[0].event_time_utc)
    st.html(
        f'<div class="notice">{escaped(reviewer() or "Nobody")} has decided nothing here yet: '
        "shown is what changed since yesterday.</div>"
    )
    return midnight(today() - timedelta(days=1))


def today() -> date:
    """Return the day that the desk stands at, UTC."""
    return datetime.fromisoformat(asked_day() or this_day()).date()


def midnight(day: date) -> datetime:
    """Return the beginning of a day, UTC."""
    return datetime.combine(day, time(), UTC)


# ---- what changed -----------------------------------------------------------------------------


def draw_changes(since: datetime) -> None:
    """Draw what came in, was found and was decided; each number opens its list."""
    found = desk().changes(since)
    left, middle, right = st.columns(3, gap="medium")
    with left:
        draw_arrivals(found, since)
    with middle:
        draw_disputes(found, since)
    with right:
        draw_decisions(found, since)


def counted(number: int, noun: str, limit: int) -> str:
    """Return a number that may have reached the limit of counting, in words."""
    return f"{limit:,} {noun}s or more" if number >= limit else words.count(number, noun)


def draw_arrivals(found: ChangesView, since: datetime) -> None:
    """Draw how many articles and claims came in, and which."""
    said = f"**{counted(found.articles, 'new article', found.limit)}**"
    said += f" with {counted(found.claims, 'claim', found.limit)}" if found.articles else ""
    with st.expander(said, icon=":material/article:", key="arrivals", on_change="rerun") as opened:
        if not opened.open:
            return
        if draw_which("which-arrived", "Articles", "Their claims"):
            skip = draw_pages(found.articles, "arrivals-page")
            some = desk().arrivals(since, limit=PAGE, skip=skip)
            st.html(rows((one.article_id, arrival(one)) for one in some))
        else:
            skip = draw_pages(found.claims, "arrived-page")
            claims = desk().arrived_claims(since, limit=PAGE, skip=skip)
            st.html(rows((f"new-{one.claim_id}", arrived(one)) for one in claims))
        page_link("articles", "All articles")


def draw_which(key: str, first: str, other: str) -> bool:
    """Draw the choice between two lists; return whether it is the first."""
    return bool(
        st.segmented_control(
            "List",
            [first, other],
            default=first,
            required=True,
            key=key,
            label_visibility="collapsed",
        )
        == first
    )


def draw_pages(total: int, key: str) -> int:
    """Draw the way through a list that has several pages; return how many rows come before."""
    n_pages = -(-total // PAGE)
    return (int(st.pagination(n_pages, key=key)) - 1) * PAGE if n_pages > 1 else 0


def arrived(claim: ClaimView) -> str:
    """Return a claim of an article that came in, with who says it where, as HTML."""
    head = f"{components.badge(claim)} {components.said(claim)} {components.where(claim)}"
    return f"{head}{claim_way(claim)}"


def arrival(one: ArrivalView) -> str:
    """Return an article that came in as HTML."""
    return (
        f"{way('articles', one.title or 'untitled', id=one.article_id)}"
        f'<small class="where">{escaped(one.publisher)}, {words.day(one.added_at)}, '
        f"{words.count(one.n_shown, 'claim')}</small>"
    )


def draw_disputes(found: ChangesView, since: datetime) -> None:
    """Draw how many links were found, and which contradictions among them."""
    said = f"**{counted(found.disputes, 'new contradiction', found.limit)}**"
    said += f" among {counted(found.links, 'link', found.limit)}" if found.links else ""
    with st.expander(said, icon=":material/compare_arrows:", key="fresh", on_change="rerun") as one:
        if not one.open:
            return
        disputes = draw_which("which-links", "Contradictions", "All links")
        total, key = (found.disputes, "disputes-page") if disputes else (found.links, "links-page")
        skip = draw_pages(total, key)
        links = desk().new_links(since, disputes=disputes, limit=PAGE, skip=skip)
        st.html(rows((one.link_id, both_ends(one)) for one in links))
        page_link("claims", "All disputed claims", status=Status.DISPUTED.value)


def draw_decisions(found: ChangesView, since: datetime) -> None:
    """Draw how many decisions were made, and by whom."""
    total = sum(found.decisions.values())
    said = f"**{counted(total, 'decision', found.limit)}**"
    with st.expander(said, icon=":material/gavel:", key="decided", on_change="rerun") as opened:
        if not opened.open:
            return
        first = {"from": day(since)}
        for name, n in found.decisions.items():
            page_link("log", f"{words.count(n, 'decision')} by {name}", who=name, **first)
        page_link("log", "The whole log")


def day(moment: datetime) -> str:
    """Return the day of a moment as it stands in an address."""
    return moment.date().isoformat()


# ---- how it stands ----------------------------------------------------------------------------


def draw_standing(counts: dict[str, int]) -> None:
    """Draw how many claims stand how; each number leads to its claims."""
    found = [way("claims", words.count(counts["shown"], "claim"))]
    for name, signs in (("status", words.STATUS_SIGNS), ("verdict", words.VERDICT_SIGNS)):
        found += [
            way("claims", f"{sign} {counts[word]:,} {word}", **{name: word.value})
            for word, sign in signs.items()
            if counts[word]
        ]
    st.html(f'<div class="ways">{"".join(found)}</div>')


def draw_shares(counts: dict[str, int]) -> None:
    """Draw what the evidence says and what people decided, each as one bar of all claims."""
    decided = sum(counts[verdict] for verdict in Verdict)
    st.plotly_chart(
        charts.overview({**counts, "undecided": counts["shown"] - decided}),
        key="shares",
        config=charts.CONFIG,
        alt="Claims by status, and by what people decided; the numbers stand above",
    )


def draw_disagreement() -> None:
    """Draw the storylines and the claims about which sources disagree most."""
    st.html("<h4>Where sources disagree</h4>")
    stories = [
        one for one in desk().storylines(limit=LISTED, order=StoryOrder.DISPUTED) if one.disputed
    ]
    claims = desk().contested(limit=LISTED)
    if not stories and not claims:
        st.html('<small class="progress">No source contradicts another on this desk.</small>')
        return
    firsts = desk().claims_by_id(story.storyline for story in stories)
    against = desk().opponents(claim.claim_id for claim in claims)
    st.html(
        rows((f"story-{one.storyline}", disputed(one, firsts[one.storyline])) for one in stories)
        + rows((one.claim_id, contested(one, against.get(one.claim_id))) for one in claims)
    )


def disputed(story: StorylineView, first: ClaimView) -> str:
    """Return a storyline, how much of it is disputed and how it begins, as HTML."""
    # Several may stand under one headline; how each begins tells them apart.
    begins = shortened(words.told(first), SHORT)
    return (
        f'<small class="where">Storyline, ≠ {story.disputed:,} disputed of '
        f"{words.count(story.claims, 'claim')}</small>"
        f"{way('storylines', story.name, id=story.storyline)}"
        f'<div class="begins">{escaped(begins)}</div>'
    )


def contested(claim: ClaimView, against: LinkView | None) -> str:
    """Return a claim beside what speaks against it most, and the way to it, as HTML."""
    sides = both_sides(claim, against.other) if against else components.said(claim)
    return sides + opening(claim)


def opening(claim: ClaimView) -> str:
    """Return the way to a claim that stands in full beside it, as HTML."""
    return onward("claim", "Open claim", id=claim.claim_id)


def both_ends(link: LinkView) -> str:
    """Return a link as HTML: its claims, the later one first, and the way to that one."""
    return both_sides(link.later, link.earlier, link.relation) + opening(link.later)


def both_sides(one: ClaimView, other: ClaimView, relation: Relation = Relation.CONTRADICTS) -> str:
    """Return two claims and what the first does to the other as HTML, each with who says it."""
    sides = [
        f"<div>{components.said(side)} {escaped(shortened(side.text, SHORT))}</div>"
        for side in (one, other)
    ]
    word = "" if relation is Relation.CONTRADICTS else f" {relation.replace('_', ' ')}"
    between = f'<div class="versus is-{relation}">{words.RELATION_SIGNS[relation]}{word}</div>'
    return f'<div class="sides">{between.join(sides)}</div>'


def draw_waiting() -> None:
    """Draw the claims that press for a decision and have waited longest."""
    st.html(f"<h4>{'Undecided then' if asked_day() else 'Waiting longest'}</h4>")
    found = desk().pressing(limit=LISTED)
    if not found:
        st.html('<small class="progress">Nothing that presses for a decision waits.</small>')
        return
    st.html(rows((f"waits-{claim.claim_id}", waiting(claim)) for claim in found))


def waiting(claim: ClaimView) -> str:
    """Return a claim, since when it waits, and the way to decide it, as HTML."""
    said = (
        f"{components.badge(claim)} {components.said(claim)} "
        f"{escaped(shortened(claim.text, SHORT))}"
    )
    if asked_day():
        return f"{said}{opening(claim)}"
    since = f'<small class="where">here since {words.day(claim.waits_since)}</small>'
    return f"{said}{since}{onward('review', 'Decide', id=claim.claim_id)}"


def draw_cited() -> None:
    """Draw who is cited most in the last week that articles tell of."""
    week = desk().cited_week()
    st.html("<h4>Cited most</h4>")
    if week.first is None or not week.cited:
        st.html('<small class="progress">No dated article cites anybody.</small>')
        return
    cited = "".join(f"<div>{citing(one)}</div>" for one in week.cited)
    st.html(
        f'<small class="progress">In the seven days to {words.day(week.last)}, the newest '
        f"date of an article</small>{cited}"
    )


def citing(one: CitedView) -> str:
    """Return who is cited how often, as the way to what they said."""
    size = f"{words.count(one.claims, 'claim')}, {words.count(one.articles, 'article')}"
    return way("claims", f"{one.name}: {size}", speaker=one.name)


counts = desk().standings()
if counts["articles"]:
    draw_standing(counts)
    draw_shares(counts)
    draw_changes(draw_since())
    left, right = st.columns([11, 10], gap="large")
    with left:
        draw_disagreement()
    with right:
        draw_waiting()
        draw_cited()
else:
    empty("This desk is empty", "Add articles; what changes from day to day then stands here.")
    page_link("articles", "Add articles")
