"""What was understood of files before they are added: to be looked through and corrected."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import streamlit as st

from claims.desk.previewing import MOST_DOCUMENTS
from claims.jobs import Correction, Job, Outcome, Preview
from claims.ui import words
from claims.ui.files import draw_table, offer_left_out
from claims.ui.frame import page_link, reviewer
from claims.ui.mapping import draw_otherwise
from claims.ui.markup import escaped, plain, shortened
from claims.ui.starting import attempt, jobs

FIRST_DAY = date(1700, 1, 1)
# Where the sun rises first it is tomorrow already.
AHEAD = timedelta(days=1)
LISTED = 20
LINE = 90


def draw_preview(job: Job, previews: Sequence[Preview]) -> None:
    """Draw what a job understood, the ways to correct it, and those to add or to drop it."""
    new = [one for one in previews if not (one.reason or one.here_as)]
    out = [one for one in previews if one.reason or one.here_as]
    rest = has_more(previews)
    st.html(
        f'<div class="notice job" role="status">◔ {told(len(new), len(out), rest=rest)}<br>'
        f"<small>{escaped(job.order.title)}</small></div>"
    )
    draw_ways_on(job, new, rest=rest)
    if new:
        draw_documents(job, new)
    if out:
        draw_left_out(job, out)
    if job.order.names:
        draw_otherwise(job, previews)


def has_more(previews: Sequence[Preview]) -> bool:
    """Tell whether documents may stand behind those that were looked at, for these are so many."""
    return len(previews) >= MOST_DOCUMENTS


def told(new: int, out: int, *, rest: bool) -> str:
    """Return what was understood, in words."""
    left = f" {words.count(out, 'document')} would be left out." if out else ""
    more = " Those behind them were not looked at; they go in as they are read." if rest else ""
    return f"{words.count(new, 'document')} understood.{left}{more} Nothing is added yet."


def draw_ways_on(job: Job, new: Sequence[Preview], *, rest: bool) -> None:
    """Draw the buttons that add what was shown, and the rest behind it, and that drop it."""
    taken = [one for one in new if not corrections(job).get(one.file, Correction()).left_out]
    with st.container(horizontal=True, gap="small"):
        st.button(
            f"Add {words.count(len(taken), 'article')}{' and the rest' if rest else ''}",
            key=f"add-{job.job_id}",
            type="primary",
            icon=":material/add:",
            disabled=not taken,
            on_click=add,
            args=(job,),
        )
        st.button("Drop them", key=f"drop-{job.job_id}", on_click=drop, args=(job,))


def add(job: Job) -> None:
    """Add what was shown, as it was corrected, as a callback."""
    set_by_hand = corrections(job)
    attempt(lambda: jobs().add(job.job_id, by=reviewer(), corrections=set_by_hand))


def drop(job: Job) -> None:
    """Forget what was shown, and its files, as a callback."""
    attempt(lambda: jobs().forget(job.job_id))


# ---- the documents ----------------------------------------------------------------------------


def draw_documents(job: Job, found: Sequence[Preview]) -> None:
    """Draw one document and what can be set of it; of several, the list of all above it."""
    place = 0
    if len(found) > 1:
        row = draw_table(
            {
                "Title": [one.title or one.file for one in found],
                "Published": [_day(one) for one in found],
                "Publisher": [one.publisher for one in found],
                "Language": [one.language_name for one in found],
                "To know": ["; ".join(one.notes) for one in found],
            },
            key=f"documents-{job.job_id}",
            alt="What was understood of each document",
        )
        key, chosen = f"document-{job.job_id}", f"row-{job.job_id}"
        if row is not None and st.session_state.get(chosen) != row:
            st.session_state[chosen] = st.session_state[key] = row
        place = st.selectbox(
            "Look through",
            range(len(found)),
            format_func=lambda n: plain(f"{n + 1}. {named(found[n])}"),
            key=key,
        )
    one = found[min(place, len(found) - 1)]
    st.html(card(one))
    draw_corrections(job, one)


def named(one: Preview) -> str:
    """Return what a document is called in a list."""
    return shortened(one.title or one.opening or one.file, LINE)


def card(one: Preview) -> str:
    """Return what was understood of a document as escaped HTML."""
    facts = {
        "File": one.file if one.file != one.url else "",
        "Published": _day(one),
        "Publisher": one.publisher or "unknown",
        "Author": one.author,
        "Language": one.language_name,
        "Address": one.url,
        "Decoded as": one.encoding,
        "Length": f"{one.length:,} characters",
    }
    told = "".join(
        f"<dt>{name}</dt><dd>{escaped(value)}</dd>" for name, value in facts.items() if value
    )
    notes = "".join(
        f'<div class="notice is-flag" role="note">{escaped(note)}</div>' for note in one.notes
    )
    opening = escaped(shortened(one.opening, 300))
    return (
        f'<div class="preview" data-file="{escaped(one.file)}">'
        f"<h4>{escaped(one.title or 'No headline was found')}</h4>"
        f"<dl>{told}</dl>{notes}<blockquote>{opening}</blockquote>{first_claims(one)}</div>"
    )


def first_claims(one: Preview) -> str:
    """Return the first claims of a document as escaped HTML."""
    if one.claims is None:
        return "<small>It was not looked through for claims yet.</small>"
    if not one.claims:
        return "<small>Its beginning holds no claim that would be shown.</small>"
    items = "".join(
        f"<li><b>{escaped(claim.speaker)}</b> <i>{words.STANCES[claim.stance]}</i>: "
        f"{escaped(shortened(claim.text, 200))}</li>"
        for claim in one.claims
    )
    return f"<small>Its first claims:</small><ul>{items}</ul>"


def _day(one: Preview) -> str:
    if not one.published:
        return "unknown"
    return f"{words.day(datetime.fromisoformat(one.published))} ({one.published_origin})"


# ---- corrections ------------------------------------------------------------------------------


def corrections(job: Job) -> dict[str, Correction]:
    """Return what this session has set by hand so far, by document."""
    found: dict[str, Correction] = st.session_state.setdefault(f"corrections-{job.job_id}", {})
    return found


def draw_corrections(job: Job, one: Preview) -> None:
    """Draw what can be set of a document; what is typed is kept at once."""
    now = corrections(job).get(one.file, Correction())
    key = f"{job.job_id}-{one.file}"

    def text(name: str, said: str, read: str, hint: str = "") -> None:
        kept = getattr(now, name)
        st.text_input(
            said,
            read if kept is None else kept,
            key=f"fix-{name}-{key}",
            help=hint or None,
            max_chars=1_000,
            on_change=keep,
            args=(job, one, name),
        )

    with st.container(key=f"fixes-{job.job_id}", gap="small"):
        text("title", "Headline as it goes in", one.title)
        left, middle, right = st.columns(3)
        with left:
            text("publisher", "Published by", one.publisher)
        with middle:
            kept = one.published if now.published is None else now.published
            st.date_input(
                "On",
                date.fromisoformat(kept[:10]) if kept else None,
                key=f"fix-published-{key}",
                min_value=FIRST_DAY,
                max_value=datetime.now(UTC).date() + AHEAD,
                on_change=keep,
                args=(job, one, "published"),
            )
        with right:
            hint = "As “de” or “German”. A text that is surely in another one is read as that."
            text("language", "Language", one.language, hint)
        st.checkbox(
            "Leave this one out",
            now.left_out,
            key=f"fix-left_out-{key}",
            on_change=keep,
            args=(job, one, "left_out"),
        )


def keep(job: Job, one: Preview, name: str) -> None:
    """Keep what was set of a document, as a callback; what stands as it was read is no correction.

    Args:
        job: whose document it is.
        one: the document as it was read.
        name: of the field.
    """
    value = st.session_state[f"fix-{name}-{job.job_id}-{one.file}"]
    if name == "published":
        value = value.isoformat() if value else ""
        value = None if value == one.published[:10] else value
    elif name != "left_out":
        value = None if value == getattr(one, name) else value
    kept = corrections(job)
    kept[one.file] = replace(kept.get(one.file, Correction()), **{name: value})


# ---- what is left out --------------------------------------------------------------------------


def draw_left_out(job: Job, found: Sequence[Preview]) -> None:
    """Draw what would not be added, and why; the whole list as a file."""
    items = "".join(
        f"<li><b>{escaped(one.file)}</b> {escaped(_why(one))}</li>" for one in found[:LISTED]
    )
    more = f"<li>and {len(found) - LISTED:,} more</li>" if len(found) > LISTED else ""
    st.html(f'<ul class="left-out">{items}{more}</ul>')
    for one in [one for one in found if one.here_as][:LISTED]:
        page_link("articles", f"Here already: {named(one)}", id=one.here_as)
    out = [Outcome(one.file, read=False, note=_why(one), article_id=one.here_as) for one in found]
    offer_left_out(out, "What would be left out, and why, as CSV", job)


def _why(one: Preview) -> str:
    if one.columns:
        return "is a table; say below which of its columns hold what"
    # What is said of an address may begin with it.
    return one.reason.removeprefix(one.file).lstrip() or one.notes[0]
