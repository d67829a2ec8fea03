"""Finds all attributions of an article, one frame for each proposition."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from claims.extract.attribution.acts import acts
from claims.extract.attribution.commitment import stand
from claims.extract.attribution.continued import continue_accounts, continue_quotations
from claims.extract.attribution.frame import Frame
from claims.extract.attribution.grouping import Triple
from claims.extract.attribution.interviews import find_answers
from claims.extract.attribution.learnt import by_sentence, merge
from claims.extract.attribution.nesting import PHRASES, drop_doubles, nest, overlaps
from claims.extract.attribution.phrases import PhraseReader
from claims.extract.attribution.reach import reach
from claims.extract.attribution.refusals import RefusalReader
from claims.extract.attribution.sentence import Sentence
from claims.extract.attribution.spans import split, tidy
from claims.extract.attribution.subjects import SubjectFinder
from claims.extract.attribution.verbs import VerbReader
from claims.extract.cues import lexicon
from claims.extract.nouns import OUTLET_NOUNS, words
from claims.extract.text.parse import Piece, children, noun_phrase, parted, reads_as_clause
from claims.extract.text.quotations import Quotations
from db.vocabulary import Stance

POINTING = frozenset(
    {"this", "that", "these", "those", "which", "what", "there", "something", "everything"}
)
TRAILERS = words(
    "saying adding citing quoting noting claiming arguing insisting according calling accusing "
    "warning stressing referring"
)
NOTING = words("noted stressed remembered recalled emphasised emphasized remarked mentioned")
CITED = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
RELAYING = words("cited cites quoted quotes")
QUESTIONS = words("how why what who when where whether if which")
OCCASIONS = words("statement letter interview email e-mail post tweet message spokesman lawyer")
OPINION = words("believed thought expected seen considered regarded suspected understood assumed")
# No honest sentence attributes more often; it bounds the work on hostile ones.
MOST = 24
SHORTEST = 2
AFTER = 2
_ABOUT_OWN_SENTENCE = frozenset({Stance.DENIES, Stance.CANNOT_CONFIRM, Stance.DECLINES_COMMENT})
_TAKEN_BACK = re.compile(
    r"\bnot\W+(?:what|how)\W+(?:I|he|she|we|they)\W+(?:had\W+)?(?:meant|said|intended)\b|"
    r"\bmisspoke\b|\b(?:was|were) wrong to (?:say|claim)\b|"
    r"\b(?:takes?|took) (?:it|that|(?:his|her) words) back\b",
    re.IGNORECASE,
)


def find_frames(
    doc: Doc, quotations: Quotations, triples: Sequence[Triple] | None = None
) -> list[Frame]:
    """Return the attributions of an article in order, each with one proposition.

    Args:
        doc: the parsed article.
        quotations: what it quotes.
        triples: what the trained tagger found; None where there is no tagger.
    """
    learnt = by_sentence(doc, triples or ())
    frames: list[Frame] = []
    for sent in doc.sents:
        here = None if triples is None else learnt.get(sent.start, [])
        frames += _read_sentence(doc, sent, quotations, here)
    frames += continue_quotations(doc, frames, quotations)
    frames += list(continue_accounts(doc, frames, quotations))
    frames += _propositions(doc, quotations, find_answers(doc, frames))
    _note_cited_after(doc, frames)
    for frame in frames:
        if _takes_back(doc, frame):
            frame.stance = Stance.RETRACTS
        if frame.source is None and (_opines(doc, frame) or _notes(doc, frame)):
            frame.own_voice = True
    return sorted(frames, key=lambda frame: (frame.start, frame.end))


def _read_sentence(
    doc: Doc, sent: Span, quotations: Quotations, learnt: Sequence[Frame] | None
) -> list[Frame]:
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
    if learnt is not None:
        found = merge(doc, found, learnt, headline=sent.start == 0)
    found = [frame for frame in found if _within_reach(doc, frame, quotations)]
    found = [frame for frame in stand(doc, found) if _plausible(doc, frame)]
    found = sorted(found, key=lambda frame: -frame.score)[:MOST]
    reach(doc, found)
    for frame in found:
        frame.content = _past_citing(doc, frame.content)
        _note_cited(sent, frame)
    parts = _propositions(doc, quotations, found)
    settled = drop_doubles(nest(doc, parts))
    covered = {
        i for frame in settled for piece in [*frame.content, frame.cue] for i in range(*piece)
    }
    hearsay = _propositions(doc, quotations, phrases.hearsay(covered))
    return settled + [frame for frame in hearsay if not overlaps(frame, settled)]


def _within_reach(doc: Doc, frame: Frame, quotations: Quotations) -> bool:
    """Cut off what another said: quoted and closed a paragraph before, or around "he said"."""
    sent = doc[frame.cue[0]].sent
    start, quoted = sent.start, quotations.at(doc[frame.cue[0]].idx) is not None
    frame.content = [
        piece
        for piece in frame.content
        if (start < piece[1] and (piece[0] < sent.end or not quoted))
        or (quoted is False and _reaches(doc, piece, start, quotations))
    ]
    return bool(frame.content)


def _reaches(doc: Doc, piece: Piece, start: int, quotations: Quotations) -> bool:
    """Say whether what stands before a sentence is not quoted and closed in another paragraph."""
    quotation = quotations.at(doc[piece[0]].idx)
    return (
        quotation is None or quotation.end > doc[start].idx or not parted(doc, piece[1] - 1, start)
    )


def _takes_back(doc: Doc, frame: Frame) -> bool:
    """Recognise "that was not what I meant" and "I misspoke"."""
    text = doc[frame.start : frame.end].text
    return frame.stance is Stance.ASSERTS and _TAKEN_BACK.search(text) is not None


def _opines(doc: Doc, frame: Frame) -> bool:
    """Recognise "is believed to": nobody's word, but the narrator's with a hedge."""
    cue = doc[slice(*frame.cue)]
    known = frame.cue[1] < len(doc) and doc[frame.cue[1]].lower_ == "to"  # "is known to have"
    return any(
        token.tag_ == "VBN" and (token.lower_ in OPINION or (known and token.lower_ == "known"))
        for token in cue
    )


def _notes(doc: Doc, frame: Frame) -> bool:
    """Recognise "it should be noted that": the narrator's own remark."""
    before = {token.lower_ for token in doc[max(frame.cue[0] - AFTER, 0) : frame.cue[1]]}
    said = any(token.lower_ in NOTING for token in doc[slice(*frame.cue)])
    return said and "be" in before and bool(before & {"should", "must", "can", "may"})


def _plausible(doc: Doc, frame: Frame) -> bool:
    """Refuse "this shows that" and "X responded by closing": that is no speaker, or no speech."""
    opening = doc[frame.start : frame.start + 2]
    if opening[0].lower_ == "by" and opening[-1].tag_ == "VBG":
        return False
    if acts(doc, frame) or _wonders(doc, frame) or _compares(doc, frame):
        return False
    if frame.source is None:
        return frame.pattern not in {"object", "quoted object", "infinitive", "bare clause"}
    first, *rest = doc[frame.source[0] : frame.source[1]]
    relative = any(one.dep_ == "acl:relcl" for one in (first, first.head))
    return bool(rest) or relative or first.lower_ not in POINTING


def _compares(doc: Doc, frame: Frame) -> bool:
    """Recognise "57 officers left, more than the service has admitted": others say it."""
    lead = min(frame.cue[0], frame.source[0] if frame.source else frame.cue[0])
    return frame.content[0][0] < lead and doc[lead - 1].lower_ == "than"


def _wonders(doc: Doc, frame: Frame) -> bool:
    """Recognise "it became known that" and "X asked how": nobody states anything."""
    cue = doc[slice(*frame.cue)]
    if frame.source is not None and doc[frame.source[0]].lower_ == "it":
        return cue[-1].lower_ == "known"
    asks = any(token.lemma_ == "ask" for token in cue)
    return asks and doc[frame.start].lower_ in QUESTIONS


def _past_citing(doc: Doc, content: list[Piece]) -> list[Piece]:
    """Cut "quoting B," off what "according to A, quoting B," attributes."""
    start, end = content[0]
    while start < end and doc[start].is_punct:
        start += 1
    if start < end and doc[start].lower_ in {"citing", "quoting"}:
        past = doc[start].right_edge.i + 1
        if past < end - 1:
            return [(past, end), *content[1:]]
    return content


def _note_cited(sent: Span, frame: Frame) -> None:
    """Note whom the source cites, where "citing" is said of it."""
    for token in sent:
        if _cites(token, frame) and not frame.holds(token.i):
            objects = children(token, "obj")
            head = objects[0] if objects else _next_noun(token, sent)
            if head is not None and frame.source is not None:
                frame.cited = noun_phrase(head)[0], head.right_edge.i + 1


def _note_cited_after(doc: Doc, frames: Iterable[Frame]) -> None:
    """Note whom a source cites in its next sentence: "X reported that ... . It cited a doctor"."""
    for frame in frames:
        sent = doc[frame.cue[0]].sent
        after = doc[sent.end].sent if sent.end < len(doc) else None
        if after is None or frame.source is None or frame.cited is not None:
            continue
        opening = [token.lower_ for token in after[:3]]
        paper = opening[:1] == ["the"] and opening[1:2] and opening[1] in OUTLET_NOUNS
        cue = opening[2 if paper else 1 :][:1]
        if (paper or opening[:1] in (["it"], ["they"])) and cue and cue[0] in RELAYING:
            # The parse may lose itself in "It cited a doctor it did not name".
            first = last = after.start + (3 if paper else 2)
            while last < after.end and doc[last].pos_ in CITED:
                last += 1
            frame.cited = (first, last) if first < last else None


def _cites(token: Token, frame: Frame) -> bool:
    """Say whether "citing", "which cited" is said of the source of an attribution."""
    if frame.source is None:
        return False
    near = any(end <= token.i <= end + AFTER for end in (frame.source[1], frame.cue[1]))
    own = any(start <= token.head.i < end for start, end in (frame.source, frame.cue))
    if token.lower_ in {"citing", "quoting"}:
        return own or near
    behind = token.i > 0 and token.doc[token.i - 1].lower_ in {"which", "who"}
    relative = behind or token.dep_ == "acl:relcl"
    return token.lower_ in RELAYING and relative and (own or near)


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
        content = _without_occasion(doc, replace(frame, content=_without_trailers(doc, frame)))
        for pieces in split(doc, content):
            kept = tidy(doc, quotations, pieces)
            if frame.pattern == "bare clause" and not any(
                reads_as_clause(doc, *piece) for piece in kept
            ):
                continue  # "had written [to the court, and that it had no answer]"
            length = sum(end - start for start, end in kept)
            if length >= SHORTEST or (kept and _may_be_short(frame)):
                parts.append(replace(frame, content=kept, stance=_stance_towards(doc, frame, kept)))
    return parts


def _may_be_short(frame: Frame) -> bool:
    """Say whether one word tells: "would not discuss [parrots]", "denied [this]"."""
    return frame.pattern == "refusal" or frame.stance is Stance.DENIES


def _without_occasion(doc: Doc, frame: Frame) -> list[Piece]:
    """Cut off where somebody said so: "denied the charges [in a letter to the court]"."""
    if frame.stance not in _ABOUT_OWN_SENTENCE or frame.end < frame.cue[1]:
        return frame.content
    *rest, (start, end) = frame.content
    for at in range(start + 1, end - 2):
        opening = doc[at].lower_ in {"in", "through"} and doc[at + 1].lower_ in {"a", "an"}
        if opening and OCCASIONS & {token.lower_ for token in doc[at + 2 : at + 5]}:
            return [*rest, (start, at)]
    return frame.content


def _stance_towards(doc: Doc, frame: Frame, content: Sequence[Piece]) -> Stance:
    """Return the stance towards a part: what is quoted a sentence later is stated, not denied."""
    apart = not doc[frame.cue[0]].sent.start <= content[0][0] < doc[frame.cue[0]].sent.end
    return Stance.ASSERTS if apart and frame.stance in _ABOUT_OWN_SENTENCE else frame.stance


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
