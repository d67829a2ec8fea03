"""Who is quoted by whom: "X quoted Y as saying"."""

from spacy.tokens import Doc

from claims.extract.attribution.frame import Frame
from claims.extract.cues import lexicon


def untangle(doc: Doc, frame: Frame) -> None:
    """Make Y of "X quoted Y as saying" the source, where the tagger took all of it for a cue.

    Args:
        doc: the parsed article.
        frame: an attribution; its source, cue and relays are changed.
    """
    start, end = frame.cue
    at = next((i for i in range(start + 2, end - 1) if doc[i].lower_ == "as"), None)
    if at is not None and doc[start].lower_ in lexicon().citing:
        frame.relays = [frame.source] if frame.source else []
        frame.source, frame.cue = (start + 1, at), (at + 1, end)
