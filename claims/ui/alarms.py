"""What became of the sentence that a claim rests on, where its article was changed silently."""

from claims.ui import words
from claims.ui.markup import differing, escaped
from db.views.web import AlarmView
from db.vocabulary import Anchored

_TOLD = {
    Anchored.CHANGED: "the sentence changed",
    Anchored.GONE: "the sentence was taken out",
    Anchored.RESTORED: "The sentence stands again as it was",
}


def notice(alarm: AlarmView | None) -> str:
    """Return a notice as HTML: what changed, since when, the differing words set off.

    Args:
        alarm: of the claim; "" is returned for none.
    """
    if alarm is None:
        return ""
    told = f"{_TOLD[alarm.anchored]} (seen on {words.day(alarm.since)})"
    if alarm.anchored is Anchored.RESTORED:
        return f'<div class="notice silent-edit" role="note">✓ {escaped(told)}</div>'
    led = "⚑ Needs re-review: " if alarm.open else "Decided since: "
    was, now = escaped(alarm.was), ""
    if alarm.now:
        was = differing(alarm.was, alarm.now)
        now = f"<div>Now: “{differing(alarm.now, alarm.was)}”</div>"
    return (
        f'<div class="notice is-flag silent-edit" role="note">{led}{escaped(told)}'
        f"<div>Was: “{was}”</div>{now}</div>"
    )
