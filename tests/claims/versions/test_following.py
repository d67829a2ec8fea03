"""Claims keep their place from version to version, or it is told what became of them."""

import pytest

from claims.versions.anchoring import Span, anchor
from claims.versions.changes import changed_sentences
from claims.versions.following import Seen, follow
from db.vocabulary import Anchored

SHUT = "Minister Ana Example said on Monday that the old bridge was shut to all traffic."
RAIN = "“Rain fell for three days,” police said."
WELL = "The mayor denied that the well in the village was dry."
REST = "Nobody was hurt. Mr. Kim left the town at noon."
FIRST = f"Bridge shut\n\n{SHUT} {RAIN}\n\n{WELL}\n\n{REST}"

VERSIONS = {
    "as it was": (FIRST, Anchored.KEPT),
    "pushed down": (FIRST.replace(SHUT, f"Update: more will follow soon. {SHUT}"), Anchored.KEPT),
    "other quotation marks": (FIRST.replace("“", '"').replace("”", '"'), Anchored.KEPT),
    "moved": (f"Bridge shut\n\n{RAIN}\n\n{WELL}\n\n{REST}\n\n{SHUT}", Anchored.MOVED),
    "edited": (FIRST.replace("was shut to all", "was open to most"), Anchored.CHANGED),
    "one word": (FIRST.replace("said on Monday", "hinted on Monday"), Anchored.CHANGED),
    "removed": (FIRST.replace(SHUT, ""), Anchored.GONE),
    "all gone": ("Correction\n\nThis article was withdrawn.", Anchored.GONE),
    "empty": ("", Anchored.GONE),
}


def span(text: str, words: str, sentence: str) -> Span:
    """Return where a claim stands, with its sentence."""
    start, first = text.index(words), text.index(sentence)
    return Span(start, start + len(words), first, first + len(sentence))


@pytest.mark.parametrize("name", VERSIONS)
def test_anchors(name: str) -> None:
    """A sentence is found where it stands, elsewhere, changed, or not at all."""
    text, expected = VERSIONS[name]
    words = "the old bridge was shut"
    found = anchor(FIRST, text, span(FIRST, words, SHUT))

    assert found.anchored is expected
    assert found.was == SHUT
    if expected in {Anchored.KEPT, Anchored.MOVED}:
        assert text[found.start : found.end] == words
    elif expected is Anchored.CHANGED:
        assert "Minister Ana Example" in text[found.start : found.end] or found.now in text
    else:
        assert (found.start, found.end, found.now) == (-1, -1, "")


def test_restored() -> None:
    """A sentence that comes back is restored since that day; what stays as it is keeps its day."""
    edited, gone = VERSIONS["edited"][0], VERSIONS["removed"][0]
    at = span(FIRST, "the old bridge was shut", SHUT)
    days = [Seen(text, f"day {n}") for n, text in enumerate((edited, edited + " More.", gone), 2)]
    back = Seen(FIRST + " And more.", "day 5")

    def state(*later: Seen) -> tuple[Anchored, str]:
        found = follow(Seen(FIRST, "day 1"), at, later)
        return found.anchor.anchored, found.since

    assert state() == (Anchored.KEPT, "day 1")
    assert state(*days[:2]) == (Anchored.CHANGED, "day 2")
    assert state(*days) == (Anchored.GONE, "day 4")
    assert state(*days, back) == (Anchored.RESTORED, "day 5")
    assert state(*days, back, Seen(FIRST, "day 6")) == (Anchored.RESTORED, "day 5")
    assert state(*days, back, Seen(gone, "day 6")) == (Anchored.GONE, "day 6")


def test_changes() -> None:
    """What changed is told sentence by sentence, as it stood and as it stands."""
    (one,) = changed_sentences(FIRST, VERSIONS["edited"][0])

    assert (one.was, one.now) == (SHUT, SHUT.replace("was shut to all", "was open to most"))


def test_repetition_does_not_hold_up() -> None:
    """In a text that says one thing 40,000 times, a claim is found, and what is new as well."""
    text = SHUT + "\nHe said it again." * 40_000
    found = anchor(text, f"{text}\n{WELL}", span(text, "the old bridge was shut", SHUT))

    assert found.anchored is Anchored.KEPT
    assert [one.now for one in changed_sentences(text, f"{text}\n{WELL}")] == [WELL]
