"""The facets of the list of claims: each value with the number of claims that it would leave."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from claims.ui import words
from claims.ui.address import DAYS, UNDECIDED, Asked, clear, put, restart
from claims.ui.frame import desk
from claims.ui.markup import escaped, label, plain, shortened
from db.filters import TOTAL, ClaimFilters, Facet, Facets

# Boxes: the parameter of the address, its heading, and the facet that is counted.
BOXES = (
    ("speaker", "Speaker", "speaker"),
    ("publisher", "Publisher", "publisher"),
    ("kind", "Kind of speaker", "kind"),
    ("stance", "Stance", "stance"),
    ("when", "Published in", "month"),
    ("storyline", "Storyline", "storyline"),
)
# Only the most frequent of these are listed; any other can be typed.
TYPED = frozenset({"speaker", "publisher"})

SWITCHES = {
    "flagged": (
        "Only doubtful origins",
        "Claims that come from a circle of citations, or from one unnamed source alone.",
    ),
    "anonymous": ("Only unnamed speakers", "Claims of somebody whom the article does not name."),
    "everything": (
        "Show everything, background included",
        "The narrator's background claims are folded away until something links to them.",
    ),
}
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 1, 1)
SIGNS: Mapping[str, Mapping[Any, str]] = {
    "status": words.STATUS_SIGNS,
    "verdict": {**words.VERDICT_SIGNS, UNDECIDED: "·"},
}


@st.cache_data(show_spinner=False, max_entries=200)
def counted(*key: object, filters: ClaimFilters, named: bool) -> Facets:  # noqa: ARG001 - compared
    """Return what fits is like; counted anew where the key is a new one."""
    return desk().facets(named=named, **filters)


def count(asked: Asked) -> Facets:
    """Return what fits is like; what only the boxes tell is counted while they are in sight."""
    in_sight = bool(st.session_state.get("more")) or "storyline" in asked.params
    return counted(desk().revision(), filters=asked.filters, named=in_sight)


def draw_search(asked: Asked) -> None:
    """Draw the search box, and the way back to all claims."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            "Search",
            key="q",
            type="search",
            bind="query-params",
            live="300ms",
            placeholder="Words, or beginnings of words, in claim, names, chain or title",
            on_change=restart,
        )
        st.button(
            "Clear filters",
            key="clear",
            icon=":material/filter_alt_off:",
            disabled=not asked.filters,
            on_click=clear,
        )
    for problem in asked.problems:
        st.html(f'<div class="notice" role="alert">{escaped(problem)}</div>')


def draw_standing(asked: Asked, found: Facets) -> None:
    """Draw how the claims stand; each number narrows the list to its claims, or widens it again."""
    with st.container(key="standings", horizontal=True, gap="small"):
        for name, signs in SIGNS.items():
            numbers = {one.value: one.n for one in found.counts[name]}
            chosen = asked.params.get(name, "")
            for word, sign in signs.items():
                if word in numbers or word == chosen:
                    st.button(
                        f"{sign} {_number(numbers.get(word, 0), name, found)} {word}",
                        key=f"only-{word}",
                        type="primary" if word == chosen else "tertiary",
                        on_click=put,
                        args=(name, "" if word == chosen else str(word)),
                    )


def draw_boxes(asked: Asked, found: Facets) -> None:
    """Draw the other facets as boxes, and the switches."""
    with st.expander("More filters", key="more", icon=":material/tune:", on_change="rerun") as more:
        boxes = st.container()  # holds their place, so that what stands below is not drawn twice
        if more.open:
            columns = [*boxes.columns(3), *boxes.columns(3)]
            for column, (name, heading, facet) in zip(columns, BOXES, strict=True):
                with column:
                    _draw_box(name, heading, asked.params.get(name, ""), _labels(facet, found))
        with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
            for name, heading in (("from", "From"), ("to", "To")):
                _draw_day(name, heading, asked)
            for name, (heading, why) in SWITCHES.items():
                said = f"{heading}{_left(name, found)}"
                st.toggle(said, key=name, bind="query-params", help=why, on_change=restart)


def _left(switch: str, found: Facets) -> str:
    """Return how many claims a switch would leave, where that is known."""
    facet, value = {"anonymous": ("kind", "anonymous"), "flagged": ("flagged", "1")}.get(
        switch, ("", "")
    )
    if not facet:
        return ""
    n = next((one.n for one in found.counts[facet] if one.value == value), 0)
    return f" ({_number(n, facet, found)})"


def draw_chosen(asked: Asked, found: Facets) -> None:
    """Draw what the boxes hold as buttons that empty them, so that the boxes need not be open."""
    facets = {name: (heading, facet) for name, heading, facet in BOXES}
    set_ = [name for name in asked.params if name in facets or name in DAYS]
    with st.container(key="chosen", horizontal=True, gap="small"):
        for name in set_:
            heading, facet = facets.get(name, (name.capitalize(), ""))
            names = {one.value: one.name for one in _listed(facet, found)}
            value = names.get(asked.params[name], asked.params[name])
            st.button(
                label(f"{heading}: {value}", 80),
                key=f"drop-{name}",
                icon=":material/close:",
                help="Take this filter away",
                on_click=put,
                args=(name, ""),
            )


def how_many(found: Facets) -> str:
    """Return how many claims fit, in words; of a great many, only that they are more."""
    said = words.count(found.total, "claim")
    return said.replace(" ", "+ ", 1) if TOTAL in found.at_least else said


def _number(n: int, facet: str, found: Facets) -> str:
    return f"{n:,}{'+' if facet in found.at_least else ''}"


def _labels(facet: str, found: Facets) -> dict[str, str]:
    """Return the values of a facet with what each is called, and its number."""
    return {
        one.value: plain(f"{shortened(one.name, 60)} ({_number(one.n, facet, found)})")
        for one in _listed(facet, found)
    }


def _listed(facet: str, found: Facets) -> Sequence[Facet]:
    listed = found.counts.get(facet, ())
    return _periods(listed) if facet == "month" else listed


def _periods(months: Sequence[Facet]) -> list[Facet]:
    """Return each year and behind it its months, the newest first."""
    years: Counter[str] = Counter()
    for month in months:
        years[month.value[:4]] += month.n
    named = [replace(one, name=f"{date.fromisoformat(f'{one.value}-01'):%B %Y}") for one in months]
    found = [*named, *(Facet(year, year, n) for year, n in years.items())]
    return sorted(found, key=lambda one: (one.value[:4], -len(one.value), one.value), reverse=True)


def _draw_box(name: str, heading: str, chosen: str, labels: dict[str, str]) -> None:
    options = [*labels] if chosen in {"", *labels} else [chosen, *labels]
    key = f"choice-{name}"
    st.session_state[key] = chosen or None
    st.selectbox(
        heading,
        options,
        index=None,
        key=key,
        format_func=lambda value: labels.get(value, plain(str(value))),
        placeholder="Any",
        accept_new_options=name in TYPED,
        on_change=_choose,
        args=(name, key),
    )


def _draw_day(name: str, heading: str, asked: Asked) -> None:
    key = f"choice-{name}"
    chosen = asked.params.get(name)
    st.session_state[key] = date.fromisoformat(chosen) if chosen else None
    st.date_input(
        heading,
        key=key,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="YYYY-MM-DD",
        width=160,
        on_change=_choose,
        args=(name, key),
    )


def _choose(name: str, key: str) -> None:
    put(name, str(st.session_state[key] or ""))
