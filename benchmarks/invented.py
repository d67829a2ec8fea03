"""A press that never was: fabricated outlets, speakers and matters, and articles about them.

Names and words are drawn with the skew of real news: few are everywhere, most are rare. The same
seed gives the same press.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FIRST_DAY = datetime(2012, 1, 1, tzinfo=UTC)
LAST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
SYLLABLES = "ba be bo da de do fa ga go ka ke la le lo ma me mi na ne no pa ra re ro sa so ta te va"
KOREAN = "가 나 다 라 마 바 사 아 자 하 도 모 보 소 오 조 수 우 주 기 미 비 시 이 지"
PLACES = ("Examplestadt", "Fabrica", "Port Sample", "Upper Testing", "Nowhere Bay", "Éxample")
KOREAN_PLACES = ("부산", "서울", "평양", "대구", "원산")
ROLES = ("Minister", "Governor", "General", "Judge", "Professor", "Spokeswoman")
CUES = {
    "asserts": ("said", "told reporters", "announced", "claimed"),
    "denies": ("denied",),
    "cannot_confirm": ("could not confirm",),
    "declines_comment": ("declined to comment on reports",),
    "retracts": ("retracted its report",),
    "predicts": ("predicted", "expects"),
}
STANCES = {"asserts": 78, "denies": 8, "predicts": 6, "cannot_confirm": 4}
STANCES |= {"declines_comment": 3, "retracts": 1}
# How many of a hundred are so.
SHARES = {"narrated": 30, "unnamed": 8, "relayed": 15, "korean": 10, "timed": 30, "worthy": 20}
DATED = 0.98
COMMON = "the of in on and after by with for from old new bridge port ministry officials workers"


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim as it stands in its article: what, by whom, through whom, about which matter."""

    text: str
    cue: str
    speaker: int
    via: tuple[int, ...]
    stance: str
    start: int
    cue_start: int
    speaker_start: int
    surface: str


@dataclass(frozen=True, slots=True)
class Story:
    """An article: ``matter`` numbers what it is about; all its sayings are about that."""

    title: str
    text: str
    publisher: int
    moment: datetime
    dated: bool
    matter: int
    sayings: tuple[Saying, ...]


class Press:
    """Outlets, agencies and speakers, whose number grows with that of the claims they make."""

    def __init__(self, claims: int, rng: random.Random) -> None:
        self.claims, self.rng = claims, rng
        self.sources: dict[int, tuple[str, str]] = {}
        self.words = [*COMMON.split(), *(_word(rng, SYLLABLES) for _ in range(20_000))]
        self.korean = [_word(rng, KOREAN) for _ in range(5_000)]
        self.outlets = self._add(max(8, min(400, claims // 500)), "outlet")
        self.agencies = self._add(max(3, min(30, claims // 5_000)), "agency")
        self.people = self._add(max(20, claims // 40), "")
        self.unnamed = {
            outlet: self._named(f"anonymous source ({self.sources[outlet][0]})", "anonymous")
            for outlet in self.outlets
        }
        self.skews = {n: _skew(n) for n in {len(one) for one in self._drawn()}}
        self.matters = max(10, claims // 40)
        # So many matters are in the news at a time.
        self.current = max(2, self.matters // 50)

    def _drawn(self) -> Sequence[Sequence[Any]]:
        return self.outlets, self.agencies, self.people, self.words, self.korean

    def _add(self, number: int, kind: str) -> list[int]:
        return [self._named(*self._name(at, kind)) for at in range(number)]

    def _named(self, name: str, kind: str) -> int:
        number = len(self.sources) + 1
        self.sources[number] = (name, kind)
        return number

    def _name(self, at: int, kind: str) -> tuple[str, str]:
        word = self.rng.choice(self.words[20:]).capitalize()
        if kind:
            form = "The {} Times {}" if kind == "outlet" else "{} Wire {}"
            return form.format(word, at), kind
        if at % 7 == 0:
            return f"{self.rng.choice(self.korean)} {self.rng.choice(self.korean)} {at}", "person"
        other = self.rng.choice(self.words[20:]).capitalize()
        if at % 3 == 0:
            return f"{self.rng.choice(ROLES)} {word} {other}-{at}", "official"
        return (f"{word} {other}-{at}", "person") if at % 3 == 1 else (f"{word} Office {at}", "org")

    def chance(self, what: str) -> bool:
        """Draw whether one is so, in the share that :data:`SHARES` gives."""
        return self.rng.randrange(100) < SHARES[what]

    def pick(self, of: Sequence[Any]) -> Any:
        """Draw one, the first far more often than the last."""
        return self.rng.choices(of, cum_weights=self.skews[len(of)])[0]

    def stories(self) -> Iterator[Story]:
        """Yield articles, oldest first, until there are enough claims; the last lack a date."""
        written, span = 0, LAST_DAY - FIRST_DAY
        while written < self.claims:
            share = written / self.claims
            # Each year brings more than the one before.
            moment = FIRST_DAY + timedelta(days=int(span.days * share**0.7))
            if self.chance("timed"):
                moment += timedelta(minutes=self.rng.randrange(24 * 60))
            one = self._story(moment, min(self.rng.randint(4, 20), self.claims - written), share)
            written += len(one.sayings)
            yield one

    def _story(self, moment: datetime, sayings: int, share: float) -> Story:
        publisher = self.pick(self.outlets)
        matter = int(share * self.matters) + self.rng.randrange(self.current)
        about = [self.words[(matter * 7 + n) % len(self.words)] for n in (40, 9_000)]
        place = self.rng.choice(PLACES)
        title = f"{about[0].capitalize()} {about[1]} in {place}, {self.pick(self.words)} reported"
        text, said = f"{title}\n\n", []
        for _ in range(sayings):
            one = self._saying(len(text), publisher, about, place)
            sentence = f"{one.surface} {one.cue} that {one.text}.\n\n"
            text += sentence if one.cue else f"{one.text}.\n\n"
            said.append(one)
        return Story(title, text, publisher, moment, share < DATED, matter, tuple(said))

    def _saying(self, at: int, publisher: int, about: Sequence[str], place: str) -> Saying:
        draw = self.rng
        words = self._words(about, place)
        if self.chance("narrated"):
            return Saying(words, "", publisher, (), "asserts", at, -1, -1, "")
        stance = draw.choices([*STANCES], weights=[*STANCES.values()])[0]
        cue = draw.choice(CUES[stance])
        unnamed = self.chance("unnamed")
        speaker = self.unnamed[publisher] if unnamed else self.pick(self.people)
        surface = "A source" if unnamed else self.sources[speaker][0]
        via = (self.pick(self.agencies),) if self.chance("relayed") else ()
        after = at + len(surface) + 1
        start = after + len(cue) + len(" that ")
        return Saying(words, cue, speaker, via, stance, start, after, at, surface)

    def _words(self, about: Sequence[str], place: str) -> str:
        if self.chance("korean"):
            rare = " ".join(self.pick(self.korean) for _ in range(4))
            return f"{self.rng.choice(KOREAN_PLACES)}에서 {rare}가 {about[0]} 닫혔다"
        rest = " ".join(self.pick(self.words) for _ in range(self.rng.randint(5, 12)))
        return f"the {about[0]} {about[1]} in {place} {rest} was closed"


def _word(draw: random.Random, syllables: str) -> str:
    return "".join(draw.choice(syllables.split()) for _ in range(draw.randint(2, 4)))


def _skew(number: int) -> list[float]:
    """Return running weights after Zipf: the second half as frequent as the first, and so on."""
    return list(accumulate(1 / (rank + 3) for rank in range(number)))
