"""Makes quotes of frames: speaker, chain, mode, worth and the comparable core."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from claims.extract.attribution.frame import Frame
from claims.extract.attribution.spans import offsets
from claims.extract.completing import completed
from claims.extract.core.sketch import Background, sketch
from claims.extract.names.mentions import Mentions
from claims.extract.names.roles import Roles
from claims.extract.narration import find_narration
from claims.extract.nouns import words
from claims.extract.quote import Document, Mention, Quote
from claims.extract.speakers.leads import Leads, Spoken
from claims.extract.speakers.memory import Memory
from claims.extract.speakers.naming import Naming
from claims.extract.speakers.offices import states
from claims.extract.speakers.resolution import Resolver
from claims.extract.text.parse import Piece
from claims.extract.text.quotations import Quotations
from claims.extract.worth import SHOWN, weigh
from db.vocabulary import Mode, Stance

NARRATION_SCORE = 0.7
NAMING = frozenset({"name", "identify"})
ASKING = words("a an any for to our several repeated request requests comment comments call calls")


def compose(
    doc: Doc,
    article: Document,
    frames: Sequence[Frame],
    mentions: Mentions,
    quotations: Quotations,
) -> list[Quote]:
    """Return the quotes of an article in the order of the text.

    Args:
        doc: the parsed article.
        article: title, publisher and date.
        frames: its attributions, in order.
        mentions: whom it names.
        quotations: what it quotes.
    """
    title_end = len(article.title) if article.text.startswith(article.title) else 0
    naming = Naming(doc, mentions)
    said = frozenset(i for frame in frames for one in frame.content for i in range(*one))
    memory = Memory(doc, mentions, Roles(doc, mentions), naming, article.publisher, said)
    resolver = Resolver(doc, mentions, article.publisher, naming, memory)
    spoken = _resolve(frames, doc, resolver, title_end)
    quotes = [
        *_attributed(doc, article, spoken, quotations),
        *_narrated(
            doc,
            article,
            frames,
            quotations,
            speaker=resolver.voices.own_voice(),
            title_end=title_end,
        ),
    ]
    background = Background(doc, _names(doc, mentions, resolver), title_end, article.published)
    # Of two readings of one stretch the surer one stays.
    surest = sorted(quotes, key=lambda quote: quote.score)
    unique = {(quote.start, quote.end, quote.mode): quote for quote in surest}
    held = states(doc, mentions, naming.home)
    return [
        replace(
            quote,
            speaker=replace(quote.speaker, state=held.get(quote.speaker.name, "")),
            proposition=sketch(background, quote.fragments),
        )
        for quote in sorted(unique.values(), key=lambda one: (one.start, one.end))
    ]


def _resolve(frames: Sequence[Frame], doc: Doc, resolver: Resolver, title_end: int) -> list[Spoken]:
    """Resolve the body first, because a headline speaks of those who are named below."""
    resolver.note_relays()
    body = [frame for frame in frames if doc[frame.start].idx >= title_end]
    head = [frame for frame in frames if doc[frame.start].idx < title_end]
    leads = Leads(doc, resolver.memory.roles, resolver.voices.documents)
    spoken = leads.settle([(frame, *resolver.resolve(frame)) for frame in body])
    return [*spoken, *leads.headline([(one, *resolver.resolve(one)) for one in head], spoken)]


def _attributed(
    doc: Doc, article: Document, spoken: Sequence[Spoken], quotations: Quotations
) -> Iterator[Quote]:
    for frame, speaker, via in spoken:
        said = tuple(offsets(doc, piece) for piece in frame.content)
        fragments = tuple(offsets(doc, piece) for piece in completed(doc, frame))
        cue_start, cue_end = offsets(doc, frame.cue)
        worth = weigh(doc, frame.content, attributed=True, published=article.published)
        yield Quote(
            start=fragments[0][0],
            end=fragments[-1][1],
            fragments=fragments,
            speaker=_as_written(article, speaker),
            cue=article.text[cue_start:cue_end],
            cue_start=cue_start,
            cue_end=cue_end,
            via=tuple(_as_written(article, relay) for relay in via),
            mode=Mode.NARRATION if frame.own_voice else _mode(said, quotations),
            stance=frame.stance,
            worth=worth,
            shown=(worth >= SHOWN or frame.stance is not Stance.ASSERTS)
            and not (_withholds_name(doc, frame) or _refuses_nothing(doc, frame)),
            score=round(frame.score, 3),
        )


def _withholds_name(doc: Doc, frame: Frame) -> bool:
    """Recognise "would not name the body": whom somebody does not name is nothing to check."""
    cue, content = doc[slice(*frame.cue)], doc[frame.start : frame.end]
    naming = frame.stance is Stance.DECLINES_COMMENT and cue[-1].lemma_.lower() in NAMING
    return naming and not any(token.pos_ in {"VERB", "AUX"} for token in content)


def _refuses_nothing(doc: Doc, frame: Frame) -> bool:
    """Recognise "has not commented" and "did not answer a request for comment", on no matter."""
    if frame.pattern != "refusal":
        return False
    content = {token.lower_ for token in doc[frame.start : frame.end] if token.is_alpha}
    return frame.start == frame.cue[0] or content <= ASKING


def _as_written(article: Document, mention: Mention) -> Mention:
    """Return a mention with its words from the text, which the parse may have cut apart."""
    if mention.start < 0:
        return mention
    return replace(mention, surface=article.text[mention.start : mention.end])


def _mode(fragments: Sequence[Piece], quotations: Quotations) -> Mode:
    length = sum(end - start for start, end in fragments)
    quoted = sum(quotations.quoted(start, end) for start, end in fragments)
    if quoted >= max(length - 2, 1):
        return Mode.DIRECT
    return Mode.MIXED if quoted else Mode.INDIRECT


def _narrated(
    doc: Doc,
    article: Document,
    frames: Sequence[Frame],
    quotations: Quotations,
    *,
    speaker: Mention,
    title_end: int,
) -> Iterator[Quote]:
    for content in find_narration(doc, frames, quotations):
        fragments = tuple(offsets(doc, piece) for piece in content)
        worth = weigh(doc, content, attributed=False, published=article.published)
        yield Quote(
            start=fragments[0][0],
            end=fragments[-1][1],
            fragments=fragments,
            speaker=speaker,
            mode=Mode.NARRATION,
            worth=worth,
            shown=worth >= SHOWN and fragments[0][0] >= title_end,
            score=NARRATION_SCORE,
        )


def _names(doc: Doc, mentions: Mentions, resolver: Resolver) -> dict[tuple[int, int], str]:
    """Map every mention to its canonical name."""
    named = {offsets(doc, (one.start, one.end)): one.name for one in mentions.named}
    return {**resolver.naming.resolved, **named}
