"""The comparable core of one claim, read off the parse."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import groupby

from spacy.tokens import Doc, Span, Token

from claims.extract.core.clauses import is_particle, label, lemma, predicates
from claims.extract.core.counts import counts
from claims.extract.core.measures import MONTHS, WEEKDAYS, find_dates
from claims.extract.core.referents import REACH, Antecedents, may_refer, referent
from claims.extract.core.tense import lies_ahead
from claims.extract.nouns import words
from claims.proposition import Proposition

# Bounds on what one claim looks at, so that all claims of a document cost linear time together.
_LONGEST_NAME = 12
_WIDEST_SENTENCE = 150
_LONGEST_TITLE = 60
_GROUP_REACH = 200

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "X"})
_EMPTY = words(
    "be have do say tell get make go come take give other such so then there very also more most "
    "as too only just even still already now ever here much many several some own same thing way "
    "however therefore thus mr mrs ms dr least lately recently once again almost nearly"
)

_PLACES = words(
    "town city village island province state region district port country river mountain camp"
)
_BESIDE = frozenset(["nmod", "compound", "dep"])
_NO_NAMES = words(
    "president minister senator general judge mayor governor chancellor king queen prince princess "
    "mr mrs ms dr sir lord lady pope chairman secretary professor colonel captain sergeant"
) | {*MONTHS, *WEEKDAYS}
_GROUP_WORDS = {"two": 2, "both": 2, "pair": 2, "couple": 2, "three": 3, "four": 4}
_KNOWN_ONES = words("the all both these those")


@dataclass(slots=True)
class Background:
    """What all claims of one article share, worked out once.

    Attributes:
        doc: the parsed article.
        names: canonical name for each mention that was resolved (names, pronouns, descriptions).
        title_end: where the headline ends.
        published: what "on Tuesday" and "last month" count from.
        spans: for each offset where a resolved mention begins, the token behind it and its name,
            the longest first.
        antecedents: whom its pronouns point to.
    """

    doc: Doc
    names: Mapping[tuple[int, int], str]
    title_end: int = 0
    published: datetime | None = None
    spans: dict[int, list[tuple[int, str]]] = field(init=False)
    antecedents: Antecedents = field(init=False)

    def __post_init__(self) -> None:
        ends = {token.idx + len(token): token.i + 1 for token in self.doc} if self.names else {}
        self.spans = defaultdict(list)
        for (start, end), name in sorted(self.names.items(), reverse=True):
            if end in ends and name:
                self.spans[start].append((ends[end], name))
        self.antecedents = Antecedents(self.title_end)


def sketch(background: Background, fragments: Sequence[tuple[int, int]]) -> Proposition:
    """Reduce a claim to what can be compared without a parser.

    Args:
        background: the article that it stands in.
        fragments: start and end of each piece of the claim, offsets in the text.

    Returns:
        Entities, terms, predicates, numbers and dates of the claim, and what stands around it.
    """
    spans = _spans(background.doc, fragments)
    own = [token for span in spans for token in span]
    around = _surroundings(background.doc, own, background.title_end)
    mentioned = _mentions([*own, *around], background)
    mentioned |= _referents(own, mentioned, background)
    clauses = predicates(own, lambda token: _resolved(token, mentioned))
    arguments = {name for one in clauses for name in (one.subject, one.object)}
    # "claimed to have raided it": who did is named before the claim begins.
    outside = (mentioned[t.i] for t in around if mentioned.get(t.i) in arguments)
    entities = _unique((*(mentioned[t.i] for t in own if t.i in mentioned), *outside))
    group = _group(own, entities, background)
    timed = _timed(spans, background.published)
    untimed = [t for t in own if not _in_any(t, timed)]
    terms = _terms(untimed, mentioned)
    counted = counts(untimed)
    return Proposition(
        entities=entities,
        context_entities=_unique(
            name
            for name in (*group, *(mentioned[t.i] for t in around if t.i in mentioned))
            if name not in entities
        ),
        terms=terms,
        context_terms=_unique(t for t in _terms(around, mentioned) if t not in terms),
        predicates=tuple(clauses),
        numbers=_unique(value for value, _ in counted),
        dates=_unique(value for _, _, value in timed if value),
        quantities=_unique(f"{value} {unit}" for value, unit in counted if unit),
    )


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _spans(doc: Doc, fragments: Sequence[tuple[int, int]]) -> list[Span]:
    spans = (doc.char_span(start, end, alignment_mode="expand") for start, end in fragments)
    return [span for span in spans if span is not None]


def _surroundings(doc: Doc, own: Sequence[Token], title_end: int) -> list[Token]:
    """Return the tokens of the sentences that the claim touches, and of the title, without it."""
    if not own:
        return []
    inside = {token.i for token in own}
    first, last = own[0].i, own[-1].i
    start, end = first, last + 1
    while start > max(0, first - _WIDEST_SENTENCE) and not doc[start].is_sent_start:
        start -= 1
    while end < min(len(doc), last + _WIDEST_SENTENCE) and not doc[end].is_sent_start:
        end += 1
    title = [token for token in doc[:_LONGEST_TITLE] if token.idx < title_end and token.i < start]
    between = range(max(start, first - _WIDEST_SENTENCE), end)
    return [*(doc[i] for i in between if i not in inside), *title]


def _mentions(tokens: Sequence[Token], background: Background) -> dict[int, str]:
    """Return the name of each token that lies in a mention: given ones first, then recognised."""
    found: dict[int, str] = {}
    for token in tokens:
        if token.idx not in background.spans or token.i in found:
            continue
        for end, name in background.spans[token.idx]:
            if token.i < end <= token.i + _LONGEST_NAME:
                found.update(dict.fromkeys(range(token.i, end), name))
                break
    for _, group in groupby(tokens, key=lambda t: (t.ent_type_, t.ent_type_ and _entity_start(t))):
        members = list(group)
        if members[0].ent_type_ and not any(t.i in found for t in members):
            found.update(dict.fromkeys((t.i for t in members), _surface(members)))
    found.update(_unrecognised(tokens, found))
    return found


def _unrecognised(tokens: Sequence[Token], found: Mapping[int, str]) -> dict[int, str]:
    """Return names that no recogniser saw: capitalised proper nouns in a row."""
    named: dict[int, str] = {}
    for proper, group in groupby(tokens, key=lambda t: t.i not in found and _is_proper(t)):
        members = list(group)
        if proper:
            named.update(dict.fromkeys((t.i for t in members), _surface(members)))
    return named


def _is_proper(token: Token) -> bool:
    return (
        token.pos_ == "PROPN"
        and token.text[:1].isupper()
        and token.lower_ not in _NO_NAMES
        and label(token) != "nmod:desc"
    )


def _referents(
    own: Sequence[Token], mentioned: Mapping[int, str], background: Background
) -> dict[int, str]:
    """Return the names that pronouns and descriptions in the claim stand for."""
    open_ones = [t for t in own if t.i not in mentioned and t.pos_ in {"PRON", "NOUN"}]
    referring = [t for t in open_ones if may_refer(t)]
    if not referring:
        return {}
    doc, first = background.doc, max(0, open_ones[0].i - REACH)
    named = _mentions(list(doc[first : open_ones[-1].i]), background)
    found: dict[int, str] = {}
    for token in referring:
        if name := referent(token, named, background.antecedents):
            found[token.i] = named[token.i] = name
    return found


def _group(own: Sequence[Token], entities: Sequence[str], background: Background) -> list[str]:
    """Return who "the two" or "all three" are: the last so many people named before the claim."""
    size = max((_GROUP_WORDS[token.lower_] for token in own if _means_group(token)), default=0)
    if not size or entities:
        return []
    doc, found = own[0].doc, dict[str, None]()
    for at in range(own[0].i - 1, max(-1, own[0].i - _GROUP_REACH), -1):
        token = doc[at]
        if token.ent_type_ == "PERSON" and token.ent_iob_ == "B":
            people = _mentions(_entity(token), background).values()
            found.update((name, None) for name in people if " " in name)
        if len(found) >= size:
            return list(found)[:size]
    return []


def _means_group(token: Token) -> bool:
    """Say whether "two" may be those named before: "the two", "both men", not "two bombs"."""
    if token.lower_ not in _GROUP_WORDS or token.dep_ == "cc:preconj":
        return False
    if token.lower_ == "both" or (token.i and token.nbor(-1).lower_ in _KNOWN_ONES):
        return True
    return token.pos_ != "NOUN" and label(token) not in {"nummod", "compound", "flat", "det"}


def _entity(first: Token) -> list[Token]:
    doc, end = first.doc, first.i + 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return list(doc[first.i : end])


def _entity_start(token: Token) -> int:
    at = token.i
    while at > 0 and token.doc[at].ent_iob_ == "I":
        at -= 1
    return at


def _surface(tokens: Sequence[Token]) -> str:
    kept = [
        t
        for t in tokens
        if t.tag_ != "POS"
        and t.lower_ not in {"the", "'s", "\N{RIGHT SINGLE QUOTATION MARK}s", "a", "an"}
    ]
    return "".join(t.text_with_ws for t in kept).strip()


def _resolved(token: Token, mentioned: Mapping[int, str]) -> str:
    """Return the name that a token heads, or its lemma with the nouns before it."""
    if token.i in mentioned:
        return mentioned[token.i]
    if name := _named_so(token, mentioned):
        return name
    parts = [c for c in token.children if label(c) == "compound" and c.i < token.i]
    return " ".join([*(lemma(c) for c in parts if c.i not in mentioned), lemma(token)])


def _named_so(token: Token, mentioned: Mapping[int, str]) -> str:
    """Return the name in "negotiator Ana Example", "the town of Marwa", "a group called Dawn"."""
    for child in token.children:
        if child.i < token.i:
            continue
        if label(child) in {"appos", "flat"} and child.i in mentioned:
            return mentioned[child.i]
        if child.i == token.i + 1 and child.i in mentioned and label(child) in _BESIDE:
            return mentioned[child.i]
        if child.i in mentioned and lemma(token) in _PLACES and label(child) == "nmod":
            return mentioned[child.i]
        if label(child) == "acl" and child.lower_ in {"called", "named", "dubbed"}:
            return next((mentioned[c.i] for c in child.children if c.i in mentioned), "")
    return ""


def _terms(tokens: Sequence[Token], mentioned: Mapping[int, str]) -> tuple[str, ...]:
    return _unique(
        lemma(token)
        for token in tokens
        if token.i not in mentioned
        and lemma(token) not in _EMPTY
        and (
            is_particle(token) or (token.pos_ in _CONTENT and any(c.isalnum() for c in token.text))
        )
    )


def _timed(spans: Sequence[Span], published: datetime | None) -> list[tuple[int, int, str]]:
    return [
        (span.start_char + first, span.start_char + last, value)
        for span in spans
        for first, last, value in find_dates(span.text, published, partial(_ahead, span))
    ]


def _ahead(span: Span, start: int, end: int) -> bool:
    return lies_ahead(span.char_span(start, end, alignment_mode="expand"))


def _in_any(token: Token, spans: Sequence[tuple[int, int, str]]) -> bool:
    return any(start <= token.idx < end for start, end, _ in spans)
