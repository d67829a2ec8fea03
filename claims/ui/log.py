"""Log: every decision by what is asked for, the check of its chain, and everything as files."""

from datetime import date, timedelta

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from claims.ui import words
from claims.ui.day import asked_day
from claims.ui.downloads import link
from claims.ui.frame import desk, empty, page_link
from claims.ui.markup import escaped, plain, shortened
from claims.ui.protecting import draw_note
from claims.ui.tickets import Order
from claims.ui.ways import onward, rows
from db.filters import EventFilters
from db.views.log import EventView
from db.vocabulary import Action, ObjectType, Verdict

PAGE = 25
# Counting further would read the whole log to say what nobody needs to know.
COUNTED = 1000
CLAIM, VALUE = 220, 90


# ---- which decisions --------------------------------------------------------------------------


def draw_filters() -> EventFilters:
    """Draw the filters, whose values stand in the page's address, and return what they ask for."""
    found: EventFilters = {}
    with st.container(key="log-filters"):
        search, *rest = st.columns([3, 2, 2, 2, 2, 2, 2], vertical_alignment="bottom")
    found["search"] = search.text_input(
        "Search",
        key="q",
        type="search",
        bind="query-params",
        live="300ms",
        placeholder="Words in claim, speaker, reason, evidence",
        on_change=to_newest,
    )
    options = {
        "who": ("reviewer", desk().reviewers()),
        "action": ("action", [one.value for one in Action]),
        "object": ("object_type", [one.value for one in ObjectType]),
        "verdict": ("verdict", [one.value for one in Verdict]),
    }
    for key, (_, values) in options.items():
        if (asked := st.query_params.get(key, "")) and asked not in values:
            st.html(f'<div class="notice" role="alert">{stranger(key, asked)}</div>')
    for column, (key, (name, values)) in zip(rest, options.items(), strict=False):
        found[name] = column.selectbox(  # type: ignore[literal-required]
            key.capitalize(),
            values,
            index=None,
            key=key,
            bind="query-params",
            placeholder="Any",
            format_func=plain,
            on_change=to_newest,
        )
    found |= _days(*rest[-2:])
    return found


def stranger(key: str, asked: str) -> str:
    """Return what to say of a word in the address that the log does not know, as HTML."""
    if key == "who":
        unknown = f"Nobody called “{escaped(asked)}” has decided anything here"
    else:
        unknown = f"“{escaped(asked)}” is no {key} here"
    return f"{unknown}. It was left out, and decisions by the other filters are shown."


def _days(since: DeltaGenerator, until: DeltaGenerator) -> EventFilters:
    """Draw the first and the last day, and return what they ask for."""
    first, last = (
        column.date_input(
            name, value=None, key=key, bind="query-params", on_change=to_newest, format="YYYY-MM-DD"
        )
        for column, name, key in ((since, "From (UTC)", "from"), (until, "To (UTC)", "to"))
    )
    found: EventFilters = {}
    if isinstance(first, date):
        found["since"] = first.isoformat()
    if isinstance(last, date):
        found["until"] = (last + timedelta(days=1)).isoformat()
    return found


def to_newest() -> None:
    """Go to the first page, as a callback."""
    st.query_params.pop("before", None)


def to_older(seq: int) -> None:
    """Go to the page after a decision, as a callback."""
    st.query_params["before"] = str(seq)


def draw_events(filters: EventFilters) -> None:
    """Draw one page of the decisions that are asked for, the newest first."""
    asked = st.query_params.get("before", "")
    before = int(asked) if asked.isdecimal() else 0
    found = desk().decisions(limit=PAGE + 1, before=before, **filters)
    shown, more = found[:PAGE], len(found) > PAGE
    total = desk().count_decisions(limit=COUNTED, **filters)
    if not total:
        empty("No decision fits", "Take a filter away, or search for fewer words.")
        return
    said = f"{COUNTED:,} decisions or more" if total == COUNTED else words.count(total, "decision")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.html(f"<b>{said}</b>, the newest first", width="content")
        st.button("Newest", key="newest", disabled=not before, on_click=to_newest)
        last = shown[-1].event_seq if shown else 0
        st.button("Older", key="older", disabled=not more, on_click=to_older, args=(last,))
        if any(filters.values()):
            draw_excerpts(said, filters)
    st.html(rows((f"event-{event.event_seq}", event_row(event)) for event in shown))


def draw_excerpts(said: str, filters: EventFilters) -> None:
    """Draw the ways to take along the decisions that are shown; the whole log stands above."""
    links = [
        link(Order("log", kind, decisions=filters, as_of=asked_day()), f"{said}, {kind.upper()}")
        for kind in ("csv", "jsonl")
    ]
    st.html(
        f'{" ".join(links)} <small class="progress">In these files all other rows stand with '
        "their hashes alone, so that they verify as an excerpt.</small>",
        width="content",
    )


def event_row(event: EventView) -> str:
    """Return a decision as HTML: who did what when, from what to what, about what, and why."""
    when = event.event_time_utc[:16].replace("T", " ")
    did = f'<span class="who">{escaped(event.reviewer)}</span> {escaped(words.event(event))}'
    became = '<span aria-label="became">→</span>'
    parts = [
        f"<div><b>#{event.event_seq}</b> {did} <small>{when} UTC</small></div>",
        f'<div class="change">{value(event.before)} {became} {value(event.after)}</div>',
    ]
    if event.claim_text:
        text = escaped(shortened(event.claim_text, CLAIM))
        parts.append(f"<blockquote><b>{escaped(event.speaker)}</b>: {text}</blockquote>")
    elif event.article_title:
        parts.append(f"<blockquote>{escaped(shortened(event.article_title, CLAIM))}</blockquote>")
    if event.reason:
        parts.append(f'<div class="why">Because: {escaped(event.reason)}</div>')
    if event.evidence:
        parts.append(f'<div class="why">Evidence: {escaped(event.evidence)}</div>')
    parts.append(way_of(event))
    return f'<div class="event" data-event="{event.event_seq}">{"".join(parts)}</div>'


def value(word: str) -> str:
    """Return what an object stood at, as HTML."""
    if not word:
        return '<span class="badge">nothing</span>'
    sign = {one.value: sign for one, sign in words.VERDICT_SIGNS.items()}.get(word, "")
    kind = f" is-{word}" if sign else ""
    return f'<span class="badge{kind}">{sign} {escaped(shortened(word, VALUE))}</span>'


def way_of(event: EventView) -> str:
    """Return the way to what a decision is about as HTML; "" where there is none."""
    if event.claim_id:
        return onward("claim", "Open claim", id=event.claim_id)
    if event.object_type in {ObjectType.WITHDRAWAL, ObjectType.DATE}:
        return onward("articles", "Open article", id=event.object_id)
    if event.object_type in {ObjectType.RATING, ObjectType.MERGER, ObjectType.PROTECTION}:
        return onward("sources", "Open source", name=event.object_id)
    return ""


# ---- proof ------------------------------------------------------------------------------------


def draw_proof(head: str) -> None:
    """Draw the head of the log, and what checking the chain finds."""
    n_events = int(head.partition(":")[0])
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="proof"):
        st.html("<b>Head of the log</b>", width="content")
        st.code(head, language=None, wrap_lines=True)
        check = st.button("Check the chain", key="check", icon=":material/verified:")
    st.html(
        '<small class="progress">How many decisions there are, and the hash of the last one, which '
        "covers all before it. Keep it where nobody of this desk can change it: <code>claims "
        "verify log.csv --head HEAD</code> then shows whether anything was rewritten "
        "since.</small>"
    )
    if check:
        with st.spinner(f"Checking {words.count(n_events, 'decision')}", show_time=True):
            found = desk().verify()
        st.html(proof(found.ok, found.n_rows, found.head, found.problems))


def proof(ok: bool, n_rows: int, head: str, problems: tuple[str, ...]) -> str:
    """Return what the check found as HTML."""
    if ok:
        return (
            '<div class="notice is-confirmed" role="status">✓ The chain holds: '
            f"{words.count(n_rows, 'decision')}, each sealed to the one before, and all that "
            f"people decided stands as the log says.<br><code>{escaped(head)}</code></div>"
        )
    listed = "".join(f"<li>{escaped(problem)}</li>" for problem in problems)
    return (
        '<div class="notice is-conflict" role="alert">✗ The log does not hold together:'
        f"<ul>{listed}</ul></div>"
    )


# ---- files ------------------------------------------------------------------------------------

FILES = (
    (("log", "csv", "Whole log, CSV"), ("log", "jsonl", "Whole log, JSONL")),
    (
        ("claims", "csv", "Claims, CSV"),
        ("claims", "jsonl", "Claims, JSONL"),
        ("claims", "claimreview", "ClaimReview"),
        ("claims", "annotations", "Annotations"),
    ),
    (("links", "csv", "Links, CSV"), ("links", "jsonl", "Links, JSONL")),
    (("case", "", "Case file"), ("desk", "", "Whole desk")),
)


# The links open for an hour; a page that is left open longer gets new ones.
@st.fragment(run_every="30m")
def draw_downloads() -> None:
    """Draw the exports."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="files"):
        bom = st.toggle(
            "CSV for Excel",
            key="bom",
            help="Begins CSV files with a byte-order mark, so that Excel reads Korean names.",
        )
        everything = st.toggle(
            "With what is folded away",
            key="everything",
            help="Also background claims and weak links, in the files of claims and of links.",
        )
        st.html(files(bom=bom, everything=everything), width="content")
    draw_note()


def files(*, bom: bool, everything: bool) -> str:
    """Return the links of all exports as HTML, in groups."""
    groups = []
    for some in FILES:
        links = [
            link(
                Order(
                    what,
                    kind,
                    everything=everything and what in {"claims", "links"},
                    bom=bom and kind == "csv",
                    as_of=asked_day(),
                ),
                name,
            )
            for what, kind, name in some
        ]
        groups.append(f"<span>{' '.join(links)}</span>")
    return f'<div class="files">{"".join(groups)}</div>'


head = desk().head()
if head != "0:":
    draw_proof(head)
    draw_downloads()
    draw_events(draw_filters())
elif asked_day():
    empty("Nothing had been decided by then", "What had been found can be taken along.")
    draw_downloads()
elif desk().counts()["articles"]:
    empty(
        "Nothing has been decided yet",
        "Every decision of the review will stand here. What was found can be taken along already.",
    )
    page_link("review", "Decide the first claim")
    draw_downloads()
else:
    empty("This desk is empty", "Add articles; what is decided of their claims then stands here.")
    page_link("articles", "Add articles")
