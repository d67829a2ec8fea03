"""Accounts that run on over sentences without naming the speaker again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from claims.extract.attribution.frame import Frame
from claims.extract.attribution.spans import tidy
from claims.extract.cues import lexicon
from claims.extract.nouns import words
from claims.extract.text.parse import children, parted, subject_of
from claims.extract.text.quotations import Quotation, Quotations
from db.vocabulary import Stance

PERSONAL = words("he she they it")
DEFINITE = words("the his her their its this that these those")
SHORTEST = 2
REPORTING = 0.7
PASSED = 2
# "The lead would grow": what the speaker foretold, in the tense of the report.
LATER = frozenset({"would", "should", "might"})


def continue_quotations(doc: Doc, frames: Sequence[Frame], quotations: Quotations) -> list[Frame]:
    """Return frames for quoted sentences without a cue, spoken by who spoke before or after them.

    Args:
        doc: the parsed article.
        frames: the attributions found so far.
        quotations: what the article quotes.
    """
    framed = {doc[i].sent.start: frame for frame in frames for i in (frame.start, frame.cue[0])}
    found: list[Frame] = []
    speaker: Frame | None = None
    distance = 0
    for sent in doc.sents:
        distance += any(token.is_alpha for token in sent)
        if sent.start in framed:
            inner = speaker is not None and quotations.at(doc[framed[sent.start].cue[0]].idx)
            # "He told me so" in what she says does not make him speak on.
            speaker, distance = speaker if inner else framed[sent.start], 0
            continue
        quotation = _quoted_sentence(sent, quotations)
        if quotation is None or len(sent) <= SHORTEST + 1 or not _verbal(sent):
            continue
        owner = _owner(framed, doc, quotation)
        if owner is None or quotations.at(doc[owner.cue[0]].idx):
            owner = speaker if distance <= SHORTEST else None
        if owner is not None:
            distance = 0
            found += _continued(doc, sent, owner, quotations, "continued quotation")
    return found


def continue_accounts(doc: Doc, frames: Sequence[Frame], quotations: Quotations) -> Iterator[Frame]:
    """Yield frames for free indirect speech: "She was asleep, she said. She had heard nothing".

    Only what the tense sets apart is taken: behind a report in the past, in its paragraph, a
    pluperfect or "would" of a pronoun or a definite noun. The rest may be the narrator's.

    Args:
        doc: the parsed article.
        frames: the attributions found so far.
        quotations: what the article quotes.
    """
    framed = {doc[i].sent.start: frame for frame in frames for i in (frame.start, frame.cue[0])}
    speaker: Frame | None = None
    passed = 0
    for sent in doc.sents:
        if sent.start in framed:
            frame, passed = framed[sent.start], 0
            speaker = frame if _reports(doc, frame) else None
        elif speaker is None or parted(doc, speaker.cue[0], sent.end - 1):
            speaker = None
        elif _goes_on(sent, bridged=_speaks_on(doc, framed, sent, speaker)):
            yield from _continued(doc, sent, speaker, quotations, "free indirect")
        else:
            passed += 1
            speaker = speaker if passed <= PASSED else None


def _reports(doc: Doc, frame: Frame) -> bool:
    """Say whether somebody is reported in the past."""
    known = [(token, lexicon().verb(token)) for token in doc[slice(*frame.cue)]]
    said = any(cue and cue.weight >= REPORTING and token.tag_ == "VBD" for token, cue in known)
    return said and not frame.own_voice and frame.source is not None


def _speaks_on(doc: Doc, framed: Mapping[int, Frame], sent: Span, speaker: Frame) -> bool:
    """Say whether the next sentence names the same speaker: "X said A. B had left. X added"."""
    after = framed.get(sent.end)
    if after is None or after.source is None or speaker.source is None:
        return False
    name = {token.lower_ for token in doc[slice(*speaker.source)] if token.pos_ == "PROPN"}
    again = {token.lower_ for token in doc[slice(*after.source)]}
    return bool(again & (name or PERSONAL)) and not parted(doc, speaker.cue[0], after.cue[0])


def _goes_on(sent: Span, *, bridged: bool) -> bool:
    """Say whether the tense and the subject of a sentence carry on what somebody told.

    A name may open another account, unless the speaker goes on behind it.
    """
    subject = subject_of(sent.root)
    if subject is None or sent.text.rstrip().endswith("?"):
        return False
    marks = {token.lower_ for token in children(sent.root, "aux", "aux:pass")}
    told = ("had" in marks and sent.root.tag_ == "VBN") or marks & LATER
    known = subject.lower_ in PERSONAL or (bridged and subject.pos_ == "PROPN")
    known = known or any(one.lower_ in DEFINITE for one in subject.lefts)
    return bool(told) and known


def _quoted_sentence(sent: Span, quotations: Quotations) -> Quotation | None:
    """Return the quotation that all or nearly all of a sentence stands in."""
    solid = [token for token in sent if not token.is_space]
    if not solid:
        return None
    start, end = solid[0].idx, solid[-1].idx + len(solid[-1])
    whole = quotations.quoted(start, end) >= 0.9 * (end - start) - 2
    return quotations.at(solid[len(solid) // 2].idx) if whole else None


def _verbal(sent: Span) -> bool:
    """Say whether a sentence has a verb: a crosshead or "Me too" states nothing."""
    return any(token.pos_ in {"VERB", "AUX"} for token in sent)


def _owner(framed: dict[int, Frame], doc: Doc, quotation: Quotation) -> Frame | None:
    """Return the attribution that follows in the same quotation."""
    span = doc.char_span(quotation.inner_end - 1, quotation.inner_end, alignment_mode="expand")
    return framed.get(span.sent.start) if span is not None else None


def _continued(
    doc: Doc, sent: Span, owner: Frame, quotations: Quotations, pattern: str
) -> Iterator[Frame]:
    content = tidy(doc, quotations, [(sent.start, sent.end)])
    if content:
        # Who denied or declined before states what is quoted now.
        yield replace(
            owner,
            pattern=pattern,
            content=content,
            score=min(owner.score, 0.6),
            stance=Stance.ASSERTS,
            own_voice=False,
        )
