"""Frames from what the trained tagger found, joined with those that the rules read."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extract.attribution.bounds import of_whom, past_hearer
from claims.extract.attribution.frame import Frame
from claims.extract.attribution.grouping import Triple
from claims.extract.attribution.proposing import clausal, known_cue, proposes
from claims.extract.attribution.spans import COORDINATORS
from claims.extract.cues import lexicon
from claims.extract.nouns import words
from claims.extract.text.parse import (
    MARKS,
    NOMINAL,
    TELLING,
    TIMES,
    Piece,
    hearer,
    noun_phrase,
    past_dateline,
    subject_of,
)
from db.vocabulary import Stance

COMING = words("will would 'll \u2019ll wo shall")
WARNING = "warn"
HALF = 0.5
# What rules see and the tagger was never shown, or where they are right without its support.
TRUSTED = frozenset({"refusal", "not known", "according to", "in X's account", "is said to"})
# Where our way of cutting the content out is another than the tagger's.
EXACT = frozenset({"refusal", "not known", "is said to", "infinitive"})
FEW = 6
SURE = 0.85
SAID = words("say tell write report state add announce")
OPENERS = frozenset({"det", "amod", "compound", "nmod:poss", "nummod", "nmod:desc"})
ALSO = words("also formerly known called who which whose")
RELATIVE = words("which whom")
PARTICIPLES = frozenset({"VBN", "VBG"})


def by_sentence(doc: Doc, triples: Sequence[Triple]) -> Mapping[int, list[Frame]]:
    """Return a frame for each attribution that the tagger found, by where its sentence starts.

    The sentence is that of the cue.

    Args:
        doc: the parsed article.
        triples: sources, cues and contents in its tokens.
    """
    frames: dict[int, list[Frame]] = defaultdict(list)
    for one in (_past_dateline(doc, triple) for triple in triples):
        content = [_with_joint(doc, piece) for piece in _own_sentence(doc, one)]
        if not content:
            continue
        cue = one.cue or (content[0][0], content[0][0] + 1)
        content = of_whom(doc, past_hearer(doc, content, cue), cue)
        source = _beside(doc, _whole(doc, one.source), cue) if one.source else None
        stance = _stance(doc, cue, content)
        frame = Frame("learnt", content, cue, source, [], stance, round(one.score, 3))
        frame.relays = list(_hearers(doc, cue))
        frames[doc[cue[0]].sent.start].append(frame)
    return frames


def _past_dateline(doc: Doc, one: Triple) -> Triple:
    """Return an attribution without "LONDON - ", which is nobody and says nothing."""
    source = past_dateline(doc, one.source) if one.source else None
    content = (past_dateline(doc, piece) for piece in one.content)
    return replace(
        one,
        source=source if source and source[0] < source[1] else None,
        content=tuple((start, end) for start, end in content if start < end),
    )


def _own_sentence(doc: Doc, one: Triple) -> Sequence[Piece]:
    """Return the content without other sentences that are not quoted.

    "Ana Example is sure. He lied, she said": the first is the narrator's. What goes on from a
    sentence to the next without quotation marks has a rule of its own.
    """
    sent = doc[(one.cue or one.content[0])[0]].sent
    here = [piece for piece in one.content if sent.start <= piece[0] < sent.end]
    if one.cue is not None and doc[one.cue[0]].text not in MARKS and _quoted(doc, one.cue):
        return here  # "He asked for it" in what she says tells of no other sentence of hers.
    kept = [piece for piece in one.content if piece in here or _quoted(doc, piece)]
    return kept if here else one.content


def _quoted(doc: Doc, piece: Piece) -> bool:
    """Say whether a piece opens with a mark, whatever its kind, or stands in a quotation."""
    quotations = doc._.claims_quotations
    inside = (quotations.at(doc[i].idx) for i in range(*piece)) if quotations else ()
    return doc[piece[0]].text[:1] in MARKS or any(one is not None for one in inside)


def _with_joint(doc: Doc, piece: Piece) -> Piece:
    """Return a piece with the "and" before it, which tells that a proposition begins."""
    start, end = piece
    joined = start > 0 and doc[start - 1].lower_ in COORDINATORS
    return (start - 1, end) if joined else piece


def _whole(doc: Doc, source: Piece) -> Piece:
    """Return the noun phrase of a source.

    Of a phrase the tagger may know but the first word, or take a month or an apposition for a part.
    """
    start, end = source
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].tag_ in PARTICIPLES):
        end -= 1
    while start + 1 < end and doc[start].lower_ in TIMES and doc[start + 1].pos_ == "DET":
        start += 1
    comma = next((i for i in range(start + 1, end) if doc[i].text == ","), end)
    if (
        comma < end - 2
        and doc[comma - 1].pos_ == "PROPN"
        and (doc[comma + 1].lower_ in ALSO or doc[comma + 2].lower_ in RELATIVE)
    ):
        end = comma
    if end - start > 1:
        return start, end
    top = doc[start]
    while top.head.i > top.i and top.head.pos_ in NOMINAL and top.dep_ in OPENERS:
        top = top.head
    return start, max(end, noun_phrase(top)[1])


def _beside(doc: Doc, source: Piece, cue: Piece) -> Piece:
    """Return a source, or the subject of the cue where the tagger took one of another sentence."""
    if doc[source[0]].sent == doc[cue[0]].sent:
        return source
    subject = subject_of(doc[slice(*cue)].root)
    own = subject is not None and subject.sent == doc[cue[0]].sent and subject.pos_ in NOMINAL
    return noun_phrase(subject) if own and subject is not None else source


def _hearers(doc: Doc, cue: Piece) -> Iterator[Piece]:
    """Yield whom a speaker told it, where that stands in the cue: "told Reuters"."""
    for token in doc[cue[0] + 1 : cue[1]]:
        if token.dep_ in {"obj", "iobj"} and token.pos_ in {"PROPN", "NOUN"}:
            yield noun_phrase(token)
            return
    last = doc[cue[1] - 1]
    heard = hearer(last) if last.lower_ in TELLING else None
    if heard is not None:
        yield noun_phrase(heard)


def _stance(doc: Doc, cue: Piece, content: Sequence[Piece]) -> Stance:
    verb = known_cue(doc, cue)
    if verb is None:
        return Stance.ASSERTS
    if verb.lemma == WARNING and any(_coming(token) for s, e in content for token in doc[s:e]):
        return Stance.PREDICTS
    return verb.stance


def _coming(token: Token) -> bool:
    return token.lower_ in COMING


def merge(
    doc: Doc, ruled: Sequence[Frame], learnt: Sequence[Frame], *, headline: bool = False
) -> list[Frame]:
    """Join two readings of a sentence.

    The tagger decides what is attributed, where it begins and ends, and to whom; the rules add what
    it was not taught: stance, relays, and attributions inside others. What only the rules see stays
    where they can be trusted alone, or where it encloses or stands in what the tagger sees; what
    only the tagger sees must be a proposition: "filed a motion" is what somebody does, and the
    narrator's own sentence tells it.

    Args:
        doc: the parsed article.
        ruled: frames of the rules.
        learnt: frames of the tagger.
        headline: whether it opens the article; few headlines taught the tagger.
    """
    twins: dict[int, Frame] = {}
    for number, frame in enumerate(learnt):
        same = [one for one in ruled if _same(one, frame)]
        if same:
            twins[number] = max(same, key=lambda one: _shared(one, frame))
    used = {id(one) for one in twins.values()}
    joined = [
        _join(doc, frame, twins[number]) if number in twins else frame
        for number, frame in enumerate(learnt)
        if number in twins or proposes(doc, frame)
    ]
    alone = [one for one in ruled if id(one) not in used]
    return joined + [one for one in alone if _stands(doc, one, learnt) or (headline and not joined)]


def _join(doc: Doc, frame: Frame, twin: Frame) -> Frame:
    if twin.pattern in EXACT:
        return replace(twin, score=max(frame.score, twin.score))
    passed_on = _passes_on(doc, frame, twin)
    cut_short = not clausal(doc, frame) and clausal(doc, twin)
    return replace(
        twin,
        content=twin.content
        if (cut_short and _longer(twin, frame)) or _lacks(doc, frame, twin)
        else frame.content,
        source=_source(doc, frame, twin),
        relays=[frame.source] if passed_on and frame.source else twin.relays,
        score=max(frame.score, twin.score),
    )


def _in_relative(doc: Doc, frame: Frame) -> bool:
    """Recognise "a policy which, according to X, failed": X speaks of that alone."""
    opening = [token.lower_ for token in doc[max(frame.cue[0] - 2, 0) : frame.cue[0]]]
    return opening[-1:] == [","] and bool(set(opening) & {"which", "that", "who"})


def _longer(one: Frame, other: Frame) -> bool:
    return sum(e - s for s, e in one.content) > sum(e - s for s, e in other.content)


def _lacks(doc: Doc, frame: Frame, twin: Frame) -> bool:
    """Say whether the tagger saw one side only of what "she said" interrupts."""
    if _in_relative(doc, twin):
        return False
    inside = all(twin.holds(i) for piece in frame.content for i in range(*piece))
    return inside and len(twin.content) > len(frame.content)


def _source(doc: Doc, frame: Frame, twin: Frame) -> Piece | None:
    """Return the tagger's source, in the words of the rules where both mean the same."""
    if frame.source is None or twin.source is None:
        return frame.source or twin.source
    if twin.holds(frame.source[0]) and not twin.holds(twin.source[0]):
        return twin.source  # Nobody says of themselves what they are the subject of.
    named = doc[frame.cue[0]].ent_type_ and _entity_before(doc, twin.cue[0])
    if named:
        return named
    start, end = frame.source
    if _passes_on(doc, frame, twin):
        return twin.source
    apart = end <= twin.source[0] or twin.source[1] <= start
    joint = any(token.dep_ == "cc" for token in doc[start : min(end, twin.source[0])]) and not any(
        token.dep_ == "cc" for token in doc[slice(*twin.source)]
    )
    if apart or joint or doc[start:end].root != doc[slice(*twin.source)].root:
        return frame.source
    return twin.source


def _passes_on(doc: Doc, frame: Frame, twin: Frame) -> bool:
    """Say whether the tagger's source passes on: "quoted X as saying", "X admitted, it wrote"."""
    if frame.source is None or twin.source is None or frame.source == twin.source:
        return False
    if doc[twin.cue[0] - 1].lower_ == "as":
        return True
    after = frame.source[1]
    beside = twin.source[1] == twin.cue[0] and twin.cue[1] < frame.source[0]
    return beside and after < len(doc) and lexicon().verb(doc[after]) is not None


def _entity_before(doc: Doc, position: int) -> Piece | None:
    """Return the name right before a cue, of which the tagger took a part for the cue."""
    start = position
    while start > 0 and doc[start - 1].ent_type_:
        start -= 1
        if doc[start].ent_iob_ == "B":
            return start, position
    return None


def _stands(doc: Doc, one: Frame, learnt: Sequence[Frame]) -> bool:
    nested = any(one.holds(frame.cue[0]) or frame.holds(one.cue[0]) for frame in learnt)
    alone = _inserted(doc, one) or _thatted(doc, one, learnt) or (not learnt and _trails(doc, one))
    return nested or one.pattern in TRUSTED or alone


def _thatted(doc: Doc, frame: Frame, learnt: Sequence[Frame]) -> bool:
    """Recognise "She maintained that it was so, but said": the tagger tells one of the two."""
    opened = frame.pattern == "clause" and doc[frame.start].lower_ == "that"
    named = frame.source is not None and frame.source[1] <= frame.cue[0]
    apart = all(frame.end <= one.cue[0] or one.end <= frame.cue[0] for one in learnt)
    return opened and named and apart and frame.score >= SURE


def _inserted(doc: Doc, frame: Frame) -> bool:
    """Recognise ", she added," in the midst of a sentence."""
    if frame.source is None or frame.pattern != "interrupting" or frame.source[1] != frame.cue[0]:
        return False
    around = [doc[at].text for at in (frame.source[0] - 1, frame.cue[1]) if 0 <= at < len(doc)]
    said = any(token.lemma_.lower() in SAID for token in doc[slice(*frame.cue)])
    return said and around == [",", ","] and len(frame.content) > 1


def _trails(doc: Doc, frame: Frame) -> bool:
    """Recognise "..., a source told the paper." at the end of a sentence."""
    if frame.source is None or frame.pattern != "interrupting" or frame.end > frame.source[0]:
        return False
    rest = [token for token in doc[frame.cue[1] : doc[frame.cue[0]].sent.end] if token.is_alpha]
    paused = doc[frame.source[0] - 1].text in {",", *MARKS}
    said = any(token.lemma_.lower() in SAID for token in doc[slice(*frame.cue)])
    return paused and said and frame.cue[0] == frame.source[1] and len(rest) <= FEW


def _same(one: Frame, other: Frame) -> bool:
    """Say whether two frames are readings of one attribution."""
    if one.cue[0] < other.cue[1] and other.cue[0] < one.cue[1]:
        return True
    apart = not (one.holds(other.cue[0]) or other.holds(one.cue[0]))
    return apart and _shared(one, other) >= HALF


def _shared(one: Frame, other: Frame) -> float:
    """Return the share of common words in all words of two contents."""
    own = {i for piece in one.content for i in range(*piece)}
    theirs = {i for piece in other.content for i in range(*piece)}
    return len(own & theirs) / len(own | theirs)
