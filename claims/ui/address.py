"""What the list of claims is narrowed by: it stands in the page's address, and is read from it.

The address is the truth: a choice writes it. What somebody typed into it that means nothing here
is told in words and left out.
"""

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import streamlit as st

from claims import NotFoundError
from claims.ui.frame import desk
from db.filters import ClaimFilters
from db.vocabulary import SourceKind, Stance, Status, Verdict

UNDECIDED = "undecided"

SWITCHES = ("flagged", "anonymous", "everything")
DAYS = ("from", "to")


@dataclass(slots=True)
class Asked:
    """What the address asks for.

    Attributes:
        filters: as the desk takes them.
        params: the values in the address that mean something, by parameter.
        problems: a sentence for each that does not.
    """

    filters: ClaimFilters = field(default_factory=ClaimFilters)
    params: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def asked() -> Asked:
    """Read what the address asks for."""
    found = Asked()
    found.filters["search"] = str(st.session_state.get("q", st.query_params.get("q", ""))).strip()
    for name in SWITCHES:
        given = st.session_state.get(name, st.query_params.get(name) == "true")
        found.filters[name] = bool(given)  # type: ignore[literal-required]
    for name, (meant, filters) in PARAMS.items():
        _read(found, name, meant, filters)
    first, last = found.filters.get("from_day"), found.filters.get("to_day")
    if first and last and last < first:
        found.problems.append(f"Nothing was published from {first} to {last}, which is before it.")
    found.filters = {name: value for name, value in found.filters.items() if value}  # type: ignore[assignment]
    return found


def _read(
    found: Asked, name: str, meant: Callable[[str], Any], filters: Callable[[Any], dict[str, Any]]
) -> None:
    text = st.query_params.get(name, "")
    if not text:
        return
    try:
        value = meant(text)
    except (ValueError, NotFoundError) as error:
        found.problems.append(f"“{text}” is no {name} here: {error}. It was left out.")
        return
    found.params[name] = text
    found.filters |= filters(value)  # type: ignore[typeddict-item]


def _word(kind: type[StrEnum], *more: str) -> Callable[[str], Any]:
    def meant(text: str) -> Any:
        if text in more:
            return text
        if text not in list(kind):
            raise ValueError(f"choose {', '.join((*kind, *more))}")
        return kind(text)

    return meant


def _verdict(word: Any) -> dict[str, Any]:
    return {"undecided": True} if word == UNDECIDED else {"verdict": word}


def _source(name: str) -> str:
    return known_source(name, desk().revision())


@st.cache_data(show_spinner=False, max_entries=500)
def known_source(name: str, *key: object) -> str:  # noqa: ARG001 - the cache compares it
    """Return the name that a source is read under; raises NotFoundError."""
    return desk().source(name).name


def _story(story: str) -> str:
    return desk().storyline(story).storyline


def _period(text: str) -> tuple[date, date]:
    if not re.fullmatch(r"\d{4}(-\d{2})?", text):
        raise ValueError("give a year or a month, as 2019 or 2019-06")
    year, month = int(text[:4]), int(text[5:] or 0)
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("give a day, as 2019-06-03") from error


def _days(days: tuple[date, date]) -> dict[str, date]:
    return {"from_day": days[0], "to_day": days[1]}


def _as(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda value: {name: value}


# Each parameter of the address: what its text means, and the filters that follow from that.
PARAMS: Mapping[str, tuple[Callable[[str], Any], Callable[[Any], dict[str, Any]]]] = {
    "status": (_word(Status), _as("status")),
    "verdict": (_word(Verdict, UNDECIDED), _verdict),
    "stance": (_word(Stance), _as("stance")),
    "kind": (_word(SourceKind), _as("kind")),
    "speaker": (_source, _as("speaker")),
    "publisher": (_source, _as("publisher")),
    "storyline": (_story, _as("storyline")),
    "when": (_period, _days),
    "from": (_day, _as("from_day")),
    "to": (_day, _as("to_day")),
}


def put(name: str, value: str) -> None:
    """Write a value into the address, or take it away; the list begins at its newest again."""
    st.query_params.pop("after", None)
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def restart() -> None:
    """Begin at the newest again, as a callback of what writes the address by itself."""
    st.query_params.pop("after", None)


def clear() -> None:
    """Take every filter away, as a callback."""
    for name in (*PARAMS, "after"):
        st.query_params.pop(name, None)
    st.session_state["q"] = ""
    st.session_state.update(dict.fromkeys(SWITCHES, False))
