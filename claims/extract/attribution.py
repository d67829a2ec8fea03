"""Finds all attributions of an article, one frame for each proposition."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from claims.extract.cues import lexicon
from claims.extract.frame import Frame, Piece, children, noun_phrase, outermost
from claims.extract.nouns import words
from claims.extract.phrases import PhraseReader
from claims.extract.quotations import Quotation, Quotations
from claims.extract.refusals import RefusalReader
from claims.extract.sentence import Sentence
from claims.extract.spans import split, tidy
from claims.extract.subjects import SubjectFinder
from claims.extract.verbs import VerbReader
from db.vocabulary import Stance

PHRASES = frozenset({"according to", "in X's account"})
PRONOUNS = frozenset({"he", "she", "they", "it"})
POINTING = frozenset(
    {"this", "that", "these", "those", "which", "what", "there", "something", "everything"}
)
TRAILERS = words(
    "saying adding citing quoting noting claiming arguing insisting according calling accusing "
    "warning stressing referring"
)
PUBLIC = words(
    "reporters journalists media press newspaper newspapers paper papers agency conference "
    "lawmakers legislators parliament lawyers him her them author daily magazine"
)
# No honest sentence attributes more often; it bounds the work on hostile ones.
MOST = 24
SHORTEST = 2
_TAKEN_BACK = re.compile(
    r"\bnot\W+(?:what|how)\W+(?:I|he|she|we|they)\W+(?:had\W+)?(?:meant|said|intended)\b|"
    r"\bmisspoke\b|\b(?:was|were) wrong to (?:say|claim)\b|"
    r"\b(?:takes?|took) (?:it|that|(?:his|her) words) back\b",
    re.IGNORECASE,
)


def find_frames(doc: Doc, quotations: Quotations) -> list[Frame]:
    """Return the attributions of an article in order, each with one proposition.

    Args:
        doc: the parsed article.
        quotations: what it quotes.
    """
    frames: list[Frame] = []
    for sent in doc.sents:
        frames += _read_sentence(doc, sent, quotations)
    frames += continue_quotations(doc, frames, quotations)
    for frame in frames:
        if _takes_back(doc, frame):
            frame.stance = Stance.RETRACTS
    return sorted(frames, key=lambda frame: (frame.start, frame.end))


def _read_sentence(doc: Doc, sent: Span, quotations: Quotations) -> list[Frame]:
    if not any(token.is_alpha for token in sent):
        return []
    sentence = Sentence(doc, sent, lexicon(), quotations)
    subjects = SubjectFinder(sentence)
    found = list(RefusalReader(doc, sent).read())
    phrases = PhraseReader(sentence, subjects)
    found += phrases.read()
    found += phrases.headed()
    taken = {i for frame in found for i in range(*frame.cue)}
    found += VerbReader(sentence, subjects).read(taken)
    found = [frame for frame in found if _plausible(doc, frame)]
    found = sorted(found, key=lambda frame: -frame.score)[:MOST]
    for frame in found:
        _note_cited(sent, frame)
    parts = _propositions(doc, quotations, found)
    settled = _drop_doubles(_nest(doc, parts))
    covered = {
        i for frame in settled for piece in [*frame.content, frame.cue] for i in range(*piece)
    }
    hearsay = _propositions(doc, quotations, phrases.hearsay(covered))
    return settled + [frame for frame in hearsay if not _overlaps(frame, settled)]


def _takes_back(doc: Doc, frame: Frame) -> bool:
    """Recognise "that was not what I meant" and "I misspoke"."""
    text = doc[frame.start : frame.end].text
    return frame.stance is Stance.ASSERTS and _TAKEN_BACK.search(text) is not None


def _plausible(doc: Doc, frame: Frame) -> bool:
    """Refuse "this shows that": what only points back is no speaker."""
    if frame.source is None:
        return frame.pattern not in {"object", "quoted object", "infinitive", "bare clause"}
    named = [token.lower_ for token in doc[frame.source[0] : frame.source[1]]]
    return not (len(named) == 1 and named[0] in POINTING)


def _note_cited(sent: Span, frame: Frame) -> None:
    """Note whom the source cites, where "citing" is said of it."""
    for token in sent:
        if token.lower_ in {"citing", "quoting"} and not frame.holds(token.i):
            objects = children(token, "obj")
            head = objects[0] if objects else _next_noun(token, sent)
            if head is not None and frame.source is not None:
                frame.cited = noun_phrase(head)[0], head.right_edge.i + 1


def _next_noun(token: Token, sent: Span) -> Token | None:
    nouns = [
        one
        for one in token.doc[token.i + 1 : min(token.i + 6, sent.end)]
        if one.pos_ in {"NOUN", "PROPN"}
    ]
    return nouns[-1] if nouns else None


def _propositions(doc: Doc, quotations: Quotations, found: Iterable[Frame]) -> list[Frame]:
    """Split every frame into its independent propositions and trim them."""
    parts = []
    for frame in found:
        content = _without_trailers(doc, frame)
        for pieces in split(doc, content):
            kept = tidy(doc, quotations, pieces)
            if sum(end - start for start, end in kept) >= SHORTEST or (
                kept and frame.pattern == "refusal"
            ):
                parts.append(replace(frame, content=kept))
    return parts


def _without_trailers(doc: Doc, frame: Frame) -> list[Piece]:
    """Cut content where a participle begins another attribution: "..., adding that"."""
    content = []
    for start, end in frame.content:
        stop = end
        for position in range(start + 1, end - 1):
            if doc[position].text == "," and doc[position + 1].lower_ in TRAILERS:
                inside = doc[position + 1].lower_ == "according" and frame.pattern in PHRASES
                stop = stop if inside else position
                break
        content.append((start, stop))
        if stop < end:
            break
    return content


# ---- chains and doubles -------------------------------------------------------------------------


def _nest(doc: Doc, parts: Sequence[Frame]) -> list[Frame]:
    """Join an attribution inside another: its speaker is passed on by the outer one."""
    dropped: set[int] = set()
    for outer in sorted(parts, key=lambda frame: -(frame.end - frame.start)):
        for inner in parts:
            if inner is outer or id(inner) in dropped or id(outer) in dropped:
                continue
            if not outer.holds(inner.cue[0]) or _mutual(outer, inner):
                continue
            if not outer.holds(inner.start) and inner.pattern not in PHRASES:
                dropped.add(id(outer if outer.score < inner.score else inner))
                continue
            if inner.chains and _heads(doc, inner, outer) and not _told_in_private(doc, inner):
                _pass_on(doc, inner, outer)
                dropped.add(id(outer))
            else:
                dropped.add(id(inner))
    _inherit(parts, dropped)
    return [frame for frame in parts if id(frame) not in dropped]


def _told_in_private(doc: Doc, inner: Frame) -> bool:
    """Say whether the inner speaker addresses somebody who does not publish: that is an event."""
    heard = doc[inner.cue[0] + 1 : inner.cue[1]]
    return (
        len(heard) > 0
        and doc[inner.cue[0]].lower_ in {"told", "informed"}
        and not any(token.lower_ in PUBLIC or token.ent_type_ == "ORG" for token in heard)
    )


def _mutual(outer: Frame, inner: Frame) -> bool:
    """Each holds the other's cue: the phrase ("according to") governs the verb."""
    return inner.holds(outer.cue[0]) and inner.pattern in PHRASES and outer.pattern not in PHRASES


def _heads(doc: Doc, inner: Frame, outer: Frame) -> bool:
    """Say whether the inner attribution is what the outer content consists of."""
    for start, end in outer.content:
        for root in outermost(doc, start, end):
            if inner.cue[0] <= root.i < inner.cue[1]:
                return True
    own = {
        i for piece in [*inner.content, inner.cue, inner.source or inner.cue] for i in range(*piece)
    }
    whole = {i for piece in outer.content for i in range(*piece)}
    return len(whole & own) >= 0.75 * len(whole)


def _pass_on(doc: Doc, inner: Frame, outer: Frame) -> None:
    same = inner.source is None or doc[inner.source[0]].lower_ in PRONOUNS
    if same:
        inner.source, inner.cited = outer.source, outer.cited
        inner.relays = [*inner.relays, *outer.relays]
        inner.own_voice = inner.own_voice and outer.source is None
    else:
        inner.relays = [*inner.relays, *([outer.source] if outer.source else []), *outer.relays]
    inner.score = min(inner.score, outer.score)


def _inherit(parts: Sequence[Frame], dropped: set[int]) -> None:
    """Give the propositions that share the inner cue the same source as the one that was joined."""
    changed = {frame.cue: frame for frame in parts if id(frame) not in dropped and frame.relays}
    for frame in parts:
        twin = changed.get(frame.cue)
        if twin is not None and twin is not frame and len(twin.relays) > len(frame.relays):
            frame.source, frame.relays, frame.cited = twin.source, twin.relays, twin.cited


def _drop_doubles(frames: Sequence[Frame]) -> list[Frame]:
    """Of two attributions of the same words keep the surer one."""
    kept: list[Frame] = []
    for frame in sorted(frames, key=lambda one: -one.score):
        if not _overlaps(frame, kept):
            kept.append(frame)
    return kept


def _overlaps(frame: Frame, others: Iterable[Frame]) -> bool:
    own = {i for piece in frame.content for i in range(*piece)}
    for other in others:
        if frame.end <= other.start or other.end <= frame.start:
            continue
        theirs = {i for piece in other.content for i in range(*piece)}
        if len(own & theirs) >= 0.5 * min(len(own), len(theirs)):
            return True
    return False


# ---- quotations that run on ---------------------------------------------------------------------


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
            speaker, distance = framed[sent.start], 0
            continue
        quotation = _quoted_sentence(sent, quotations)
        if quotation is None or len(sent) <= SHORTEST + 1:
            continue
        owner = _owner(framed, doc, quotation) or (speaker if distance <= SHORTEST else None)
        if owner is not None:
            distance = 0
            found += _continued(doc, sent, owner, quotations)
    return found


def _quoted_sentence(sent: Span, quotations: Quotations) -> Quotation | None:
    """Return the quotation that all or nearly all of a sentence stands in."""
    solid = [token for token in sent if not token.is_space]
    if not solid:
        return None
    start, end = solid[0].idx, solid[-1].idx + len(solid[-1])
    whole = quotations.quoted(start, end) >= 0.9 * (end - start) - 2
    return quotations.at(solid[len(solid) // 2].idx) if whole else None


def _owner(framed: dict[int, Frame], doc: Doc, quotation: Quotation) -> Frame | None:
    """Return the attribution that follows in the same quotation."""
    span = doc.char_span(quotation.inner_end - 1, quotation.inner_end, alignment_mode="expand")
    return framed.get(span.sent.start) if span is not None else None


def _continued(doc: Doc, sent: Span, owner: Frame, quotations: Quotations) -> Iterator[Frame]:
    content = tidy(doc, quotations, [(sent.start, sent.end)])
    if content:
        yield replace(
            owner, pattern="continued quotation", content=content, score=min(owner.score, 0.6)
        )
