"""Source protection: sources that an export must not give away, under stable pseudonyms.

A name is hidden wherever it stands, in any spelling of its spaces and case, as in an address. In
the articles that a protected source speaks in, so is every part of a person's name and every phrase
that stood for the source there ("a nurse of ward 3").
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from html import unescape
from typing import Any, TypeVar

from claims.ingest.page import BINARY
from db.views.articles import ArticleView
from db.views.claims import ClaimView, LinkView, ReadingView
from db.views.custody import CaptureView, ProtectedView
from db.views.log import EventView
from db.vocabulary import SourceKind

PEOPLE = frozenset({SourceKind.PERSON, SourceKind.OFFICIAL, SourceKind.UNKNOWN})

# Words that stand for anybody; hidden, they would only make a text unreadable.
COMMON = frozenset(
    re.findall(
        r"\w+",
        """he she they it we i you who his her their its him them one both all the a an of and mr
        mrs ms miss dr prof professor sir lord lady judge chief minister president premier senator
        secretary general colonel captain sergeant officer director mayor governor king queen prime
        deputy former acting vice spokesman spokeswoman spokesperson""",
    )
)

# These are cut off anywhere; fewer letters of a cut name give nobody away.
AROUND = frozenset({"prefix", "suffix"})
TELLING = 3

V = TypeVar("V", ArticleView, ClaimView, ReadingView)


@dataclass(frozen=True)
class Protection:
    """What to hide, and under which pseudonym; of nobody, it hides nothing.

    Attributes:
        names: the pseudonym of each name and alias, wherever it stands.
        phrases: by the hash of an article's bytes, of what else names a source there; every article
            that a protected source has to do with is among them.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def n_sources(self) -> int:
        """How many sources are hidden."""
        return len({*self.names.values()})

    @cached_property
    def _everywhere(self) -> "_Cover":
        return _Cover(self.names)

    @cached_property
    def _anything(self) -> "_Cover":
        return _Cover(
            {k: v for one in (*self.phrases.values(), self.names) for k, v in one.items()}
        )

    @cached_property
    def _covers(self) -> Mapping[str, "_Cover"]:
        return {mark: _Cover({**found, **self.names}) for mark, found in self.phrases.items()}

    def text(self, text: str, content_sha256: str | None = None, *, cut: bool = False) -> str:
        """Return a text with what would name a protected source replaced.

        Args:
            text: the text.
            content_sha256: the article that it is of; None where it is of none, as a reason that
                a reviewer wrote: whatever names a source in any article is hidden there.
            cut: whether it may begin or end within a name.
        """
        if not self.names:
            return text
        cover = self._anything
        if content_sha256 is not None:
            cover = self._covers.get(content_sha256, self._everywhere)
        hidden = cover.hide(text)
        return cover.hide_cut(hidden) if cut else hidden

    def claim(self, claim: ClaimView) -> ClaimView:
        """Return a claim that names no protected source."""
        if not self.names:
            return claim
        hidden = self._view(claim, claim.content_sha256)
        if claim.speaker in self.names:
            hidden = replace(hidden, speaker_surface=hidden.speaker)
        return hidden

    def article(self, article: ArticleView) -> ArticleView:
        """Return an article that names no protected source."""
        return self._view(article, article.content_sha256) if self.names else article

    def reading(self, reading: ReadingView, content_sha256: str) -> ReadingView:
        """Return the first reading of a claim of an article, naming no protected source."""
        return self._view(reading, content_sha256) if self.names else reading

    def link(self, link: LinkView) -> LinkView:
        """Return a link both of whose claims name no protected source."""
        if not self.names:
            return link
        earlier, later = self.claim(link.earlier), self.claim(link.later)
        return replace(link, earlier=earlier, later=later, reason=self.text(link.reason))

    def touches(self, *texts: str) -> bool:
        """Tell whether a protected source is named in any of these texts, by name or alias."""
        return any(self._everywhere.finds(text) for text in texts)

    def withholds(self, capture: CaptureView) -> bool:
        """Tell whether the bytes of an article, or what is known of them, name a protected source.

        Bytes cannot be given away in part: a pseudonym in them would belie their hash.
        """
        if not self.names or self.is_about(capture.sha256):
            return bool(self.names)
        article = capture.article
        encoding = article.encoding.removesuffix(" (guessed)") or "utf-8"
        if encoding == BINARY:
            return True  # nobody can tell what stands in a PDF beside its text
        # The name may stand in what a page shows nobody, and be spelt there with entities.
        raw = unescape(capture.raw.decode(encoding, errors="replace"))
        known = (article.title, article.text, article.author, article.url, article.file)
        return self.touches(raw, article.publisher, *known)

    def is_about(self, content_sha256: str) -> bool:
        """Tell whether a protected source speaks in an article, relays in it or publishes it."""
        return content_sha256 in self.phrases

    def hides(self, event: EventView) -> bool:
        """Tell whether a row of the log would give a protected source away."""
        texts = [value for value in _values(event) if isinstance(value, str)]
        # JSON, as the log has what people set of a claim, spells some characters of a name.
        spelt = (one.replace("\\", "") for one in (event.before, event.after))
        # What people write of a source among themselves need not be its whole name.
        written = (event.reason, event.evidence, event.before, event.after)
        return self.touches(*texts, *spelt) or self.hides_words(*written, of=event.content_sha256)

    def hides_words(self, *texts: str, of: str) -> bool:
        """Tell whether what people wrote would give a protected source away.

        Args:
            *texts: the words.
            of: the hash of the bytes of the article that they are about; "" for none.
        """
        return self.is_about(of) or any(map(self._anything.finds, texts))

    def _view(self, view: V, mark: str) -> V:
        changed = {
            one.name: hidden
            for one in fields(view)
            if (value := getattr(view, one.name))
            != (hidden := self._value(value, mark, cut=one.name in AROUND))
        }
        return replace(view, **changed)

    def _value(self, value: Any, mark: str, *, cut: bool) -> Any:
        if type(value) is str:  # the words of an enum are no names
            return self.text(value, mark, cut=cut)
        if isinstance(value, tuple):
            return tuple(self._value(one, mark, cut=cut) for one in value)
        return value


def protection_of(found: Iterable[ProtectedView]) -> Protection:
    """Return the protection of sources as the desk knows them.

    A pseudonym holds the number that the desk gave the source: the same in every export, and unlike
    a hash of the name not to be found by guessing.
    """
    names: dict[str, str] = {}
    phrases: dict[str, dict[str, str]] = {}
    for source in found:
        pseudonym = f"protected source {source.source_id}"
        names |= dict.fromkeys(source.names, pseudonym)
        parts = _parts(source)
        for content_sha256, surfaces in source.surfaces.items():
            telling = (one for one in (*surfaces, *parts) if not _is_common(one))
            phrases.setdefault(content_sha256, {}).update(dict.fromkeys(telling, pseudonym))
    return Protection(names, phrases)


def _parts(source: ProtectedView) -> Sequence[str]:
    if not source.kinds & PEOPLE:
        return ()
    return [part for name in source.names for part in name.split() if len(part) > 1]


def _is_common(phrase: str) -> bool:
    return all(word in COMMON for word in re.findall(r"\w+", phrase.casefold()))


def _values(event: EventView) -> list[Any]:
    return [getattr(event, one.name) for one in fields(event)]


class _Cover:
    """Finds any of some phrases in a text, also one cut off at its start or end."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        # Of two that begin at one place, the longer one is meant.
        ordered = sorted(filter(str.strip, phrases), key=lambda one: (-len(one), one))
        self.phrases = {one: phrases[one] for one in ordered}
        self.pseudonyms = [*self.phrases.values()]
        patterns = (f"({'|'.join(_spellings(one))})" for one in self.phrases)
        self.pattern = re.compile("|".join(patterns), re.IGNORECASE)

    def finds(self, text: str) -> bool:
        return bool(self.phrases) and self.pattern.search(text) is not None

    def hide(self, text: str) -> str:
        if not self.phrases or not text:
            return text
        return self.pattern.sub(lambda found: self.pseudonyms[(found.lastindex or 1) - 1], text)

    def hide_cut(self, text: str) -> str:
        for phrase, pseudonym in self.phrases.items():
            for n in range(len(phrase) - 1, TELLING - 1, -1):
                if text.startswith(phrase[-n:]) and not text[n : n + 1].isalnum():
                    text = pseudonym + text[n:]
                if text.endswith(phrase[:n]) and not text[:-n][-1:].isalnum():
                    text = text[:-n] + pseudonym
        return text


def _spellings(phrase: str) -> list[str]:
    forms = {unicodedata.normalize(form, phrase) for form in ("NFC", "NFD")} | {phrase}
    return [_bounded(form) for form in sorted(forms)]


def _bounded(phrase: str) -> str:
    # "Ana Example" is also "ana-example" and "Ana%20Example" in an address, or broken over a line.
    words = r"(?:[\W_]|%20)*".join(map(re.escape, phrase.split()))
    # Particles follow Korean names, and nothing parts Chinese ones from their neighbours.
    if not phrase.isascii() and any(unicodedata.category(c) == "Lo" for c in phrase):
        return words
    return rf"(?<![^\W_]){words}(?![^\W_])"
