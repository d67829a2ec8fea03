"""Many decisions at once: each its own row of the log, and what one meets stops no other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from claims.errors import ConflictError, NotFoundError
from claims.review.acts import said, storable, word
from claims.review.decisions import decide, undo
from db.views.log import EventView
from db.vocabulary import Verdict

# Claims by id, with the version of each as it was shown; None: as it is now.
Versions = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Marked:
    """What came of many decisions.

    Attributes:
        events: those that stand in the log.
        refused: what was left as it is, by the id of the claim or event, and why.
    """

    events: tuple[EventView, ...]
    refused: Mapping[str, str]


def decide_each(
    engine: Engine, shown: Versions, verdict: Verdict, *, by: str, reason: str
) -> Marked:
    """Record one verdict on many claims, for one reason.

    Args:
        engine: the desk.
        shown: the claims.
        verdict: confirmed, refuted or undetermined.
        by: who decides.
        reason: why.

    Raises:
        InputError: no name or no reason; nothing is written.
    """
    verdict = word(Verdict, verdict)
    by, reason = said("name of who decides", by), said("reason for the verdict", reason)
    events, refused = [], {}
    for claim_id, version in shown.items():
        try:
            events.append(decide(engine, claim_id, verdict, by=by, reason=reason, version=version))
        except (ConflictError, NotFoundError) as error:
            refused[claim_id] = str(error)
    return Marked(tuple(events), refused)


def undo_each(engine: Engine, event_seqs: Iterable[int], *, by: str, reason: str = "") -> Marked:
    """Take many events back, the last one first.

    Raises:
        InputError: no name; nothing is written.
    """
    by, reason = said("name of who takes it back", by), storable("reason", reason)
    events, refused = [], {}
    for event_seq in sorted(event_seqs, reverse=True):
        try:
            events.append(undo(engine, event_seq, by=by, reason=reason))
        except (ConflictError, NotFoundError) as error:
            refused[f"event {event_seq}"] = str(error)
    return Marked(tuple(events), refused)
