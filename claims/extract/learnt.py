"""Frames from what the trained tagger found, joined with those that the rules read."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extract.cues import Cue, lexicon
from claims.extract.frame import MARKS, NOMINAL, Frame, Piece, noun_phrase, reads_as_clause
from claims.extract.grouping import Triple
from claims.extract.nouns import words
from db.vocabulary import Stance

NEGATIONS = frozenset({"not", "n't", "n\u2019t", "never", "neither", "nor"})
COMING = words("will would 'll \u2019ll wo shall")
WARNING = "warn"
HALF = 0.5
# What rules see and the tagger was never shown, or where they are right without its support.
TRUSTED = frozenset({"refusal", "not known", "according to", "in X's account", "is said to"})
# Where our way of cutting the content out is another than the tagger's.
EXACT = frozenset({"refusal", "not known", "is said to"})
REPORTING = 0.7
PARTICIPLES = frozenset({"VBN", "VBG"})
# What can be true or false, where it alone is what somebody denies: not "rejected the request".
DENIED = words(
    "allegation allegations accusation accusations claim claims report reports charge charges "
    "rumour rumours rumor rumors suggestion suggestions account story involvement responsibility "
    "role link links knowledge part wrongdoing existence connection connections ties guilt"
)
REQUESTS = words("ask urge call demand request invite recommend advise appeal encourage instruct")
SEEMING = words("seem seems seemed appear appears appeared")


def by_sentence(doc: Doc, triples: Sequence[Triple]) -> Mapping[int, list[Frame]]:
    """Return a frame for each attribution that the tagger found, by where its sentence starts.

    The sentence is that of the cue.

    Args:
        doc: the parsed article.
        triples: sources, cues and contents in its tokens.
    """
    frames: dict[int, list[Frame]] = defaultdict(list)
    for one in triples:
        content = list(one.content)
        cue = one.cue or (content[0][0], content[0][0] + 1)
        source = _whole(doc, one.source) if one.source else None
        stance = _stance(doc, cue, content)
        frame = Frame("learnt", content, cue, source, [], stance, round(one.score, 3))
        frame.relays = list(_hearers(doc, cue))
        frames[doc[cue[0]].sent.start].append(frame)
    return frames


def _whole(doc: Doc, source: Piece) -> Piece:
    """Return the noun phrase that a source of one word opens, which may be all the tagger knew."""
    start, end = source
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].tag_ in PARTICIPLES):
        end -= 1
    if end - start > 1:
        return start, end
    top = doc[source[0]]
    while top.head.left_edge.i == source[0] and top.head.pos_ in NOMINAL and top.head != top:
        top = top.head
    return source[0], max(source[1], noun_phrase(top)[1])


def _hearers(doc: Doc, cue: Piece) -> Iterator[Piece]:
    """Yield whom a speaker told it, where that stands in the cue: "told Reuters"."""
    for token in doc[cue[0] + 1 : cue[1]]:
        if token.dep_ in {"obj", "iobj"} and token.pos_ in {"PROPN", "NOUN"}:
            yield noun_phrase(token)


def _stance(doc: Doc, cue: Piece, content: Sequence[Piece]) -> Stance:
    verb = _known(doc, cue)
    if verb is None:
        return Stance.ASSERTS
    negated = any(token.lower_ in NEGATIONS for token in doc[cue[0] : cue[1]])
    if verb.stance is Stance.DENIES and negated:
        return Stance.ASSERTS
    if verb.lemma == WARNING and any(_coming(token) for s, e in content for token in doc[s:e]):
        return Stance.PREDICTS
    return verb.stance


def _known(doc: Doc, cue: Piece) -> Cue | None:
    """Return what the lexicon knows of the last word of a cue that it knows."""
    known = lexicon()
    for token in reversed(doc[cue[0] : cue[1]]):
        found = known.verb(token) or known.noun(token)
        if found is not None:
            return found
    return None


def _coming(token: Token) -> bool:
    return token.lower_ in COMING


def merge(doc: Doc, ruled: Sequence[Frame], learnt: Sequence[Frame]) -> list[Frame]:
    """Join two readings of a sentence.

    The tagger decides what is attributed, where it begins and ends, and to whom; the rules add what
    it was not taught: stance, relays, and attributions inside others. What only the rules see stays
    where they can be trusted alone, or where it encloses or stands in what the tagger sees; what
    only the tagger sees, and puts no proposition forward, is an act.

    Args:
        doc: the parsed article.
        ruled: frames of the rules.
        learnt: frames of the tagger.
    """
    twins: dict[int, Frame] = {}
    for number, frame in enumerate(learnt):
        same = [one for one in ruled if _same(one, frame)]
        if same:
            twins[number] = max(same, key=lambda one: _shared(one, frame))
    used = {id(one) for one in twins.values()}
    joined = [
        _join(doc, frame, twins[number])
        if number in twins
        else replace(frame, act=not _proposes(doc, frame))
        for number, frame in enumerate(learnt)
    ]
    alone = [one for one in ruled if id(one) not in used]
    return joined + [one for one in alone if _stands(one, learnt)]


def _join(doc: Doc, frame: Frame, twin: Frame) -> Frame:
    if twin.pattern in EXACT:
        return replace(twin, score=max(frame.score, twin.score))
    cut_short = not _clausal(doc, frame) and _clausal(doc, twin)
    return replace(
        twin,
        content=twin.content if cut_short else frame.content,
        source=_source(doc, frame, twin),
        score=max(frame.score, twin.score),
    )


def _source(doc: Doc, frame: Frame, twin: Frame) -> Piece | None:
    """Return the tagger's source, in the words of the rules where both mean the same."""
    if frame.source is None or twin.source is None:
        return frame.source or twin.source
    start, end = frame.source
    apart = end <= twin.source[0] or twin.source[1] <= start
    joint = any(token.dep_ == "cc" for token in doc[start : min(end, twin.source[0])]) and not any(
        token.dep_ == "cc" for token in doc[slice(*twin.source)]
    )
    return frame.source if apart or joint else twin.source


def _clausal(doc: Doc, frame: Frame) -> bool:
    return any(reads_as_clause(doc, *piece) for piece in frame.content)


def _proposes(doc: Doc, frame: Frame) -> bool:
    """Say whether somebody puts something forward: not "asked for that charge"."""
    cue = _known(doc, frame.cue)
    if frame.source is None and (cue is None or cue.weight < REPORTING):
        return False
    if any(token.lower_ in lexicon().citing for token in doc[slice(*frame.cue)]):
        return False
    if _suffered(doc, frame) or any(token.lower_ in SEEMING for token in doc[slice(*frame.cue)]):
        return False
    tokens = [token for start, end in frame.content for token in doc[start:end]]
    if _clausal(doc, frame) or any(token.text in MARKS for token in tokens):
        return True
    if cue is not None and cue.stance is Stance.DENIES:
        return any(token.lower_ in DENIED for token in tokens) or tokens[0].tag_ == "VBG"
    known = cue is not None and cue.weight >= REPORTING
    asked = any(token.lemma_.lower() in REQUESTS for token in doc[slice(*frame.cue)])
    return (known or asked) and any(token.pos_ in {"VERB", "AUX"} for token in tokens)


def _suffered(doc: Doc, frame: Frame) -> bool:
    """Say whether the source is whom it was done to: "they were denied visas", "asked about"."""
    if frame.source is None:
        return False
    verb = doc[frame.cue[0] : frame.cue[1]].root
    if verb.lower_ == "asked" and frame.cue[0] == verb.i and verb.dep_ != "ROOT":
        return True
    return any(
        child.dep_ == "nsubj:pass" and frame.source[0] <= child.i < frame.source[1]
        for child in verb.children
    )


def _stands(one: Frame, learnt: Sequence[Frame]) -> bool:
    nested = any(one.holds(frame.cue[0]) or frame.holds(one.cue[0]) for frame in learnt)
    return nested or one.pattern in TRUSTED


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
