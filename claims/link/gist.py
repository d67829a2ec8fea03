"""Two claims by their gist: the axes they stand on, the things they speak of, what they count."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from claims.link.axes import Pole, axes, negations, starts
from claims.link.eras import recalled
from claims.link.keys import rarity
from claims.link.match import Statement
from claims.link.moods import is_wished, only_reported
from claims.link.names import is_place, name_key
from claims.link.reading import Reading
from claims.link.states import ANAPHORS
from claims.link.tallies import concept, of_another, tally
from claims.link.words import fold, row, stem
from claims.proposition import Predicate
from db.vocabulary import Stance

_RELATIVES = frozenset(
    row("wife husband son daughter father mother brother sister uncle aunt nephew niece cousin")
)
_DULL = frozenset(
    map(
        stem,
        row(
            "day week month year time people person percent when last new first again now already "
            "more less few many part way in on out up down off away over back would could year ago "
            "so only number total monday tuesday wednesday thursday friday saturday sunday"
        ),
    )
)
_LIGHT = frozenset(row("be have do go make take give get put come hold carry become keep"))
# What counts is the clause under these: "denied having met", "stopped selling".
_SHELLS = frozenset(
    row(
        "deny show see say tell admit confirm rule stop start begin continue claim report find "
        "believe think hear learn refuse fail decide declare wrong mistaken"
    )
)
_RARE, _LEAST = 7.0, 0.5
_ROLE = 0.3
_PLACE = 0.4
_AXIS = 1.1
_SEEN_NEARBY = 0.5


@dataclass(frozen=True, slots=True)
class Gist:
    """What a claim comes to.

    Attributes:
        poles: for each axis the end that it stands at, the stance of the speaker taken in.
        things: concepts of its other words.
        names: keys of the names in it.
        known: keys of the names in and around it, its speakers among them.
        parties: those of the names who do something in it, or to whom it is done.
        around: concepts around it.
        negative: whether it is negative as a whole.
        counts: number and kind of what is counted ("" where that is open).
        main: axes that its main clause is on.
        heads: concepts of the head of its main clause.
        holders: for axes that the head of a clause is on its subject and its object: keys of names,
            or head lemmas.
    """

    poles: Mapping[str, Pole]
    things: frozenset[str]
    names: frozenset[str]
    known: frozenset[str]
    parties: frozenset[str]
    around: frozenset[str]
    negative: bool
    counts: tuple[tuple[float, str], ...]
    main: frozenset[str]
    heads: frozenset[str]
    holders: Mapping[str, tuple[str, str]]


@lru_cache(maxsize=4096)
def gist(statement: Statement) -> Gist:
    """Return what a statement comes to."""
    core, known = statement.proposition, axes()
    named = frozenset(word for name in core.entities for word in fold(name).split())
    denied = statement.stance is Stance.DENIES
    clause, head = _main(core.predicates)
    # What opens a claim is in capitals whether it is a name or not.
    without = named - _lower_words(statement.text) - set(fold(statement.text).split()[:1])
    hearsay = only_reported(statement.text)
    wished = is_wished(statement)
    found = [
        replace(pole, open=pole.open or wished)
        for pole in known.find(statement.text, without=without, clause=clause)
        if hearsay.isdisjoint(pole.stems)
    ]
    said = {part for pole in found for part in pole.stems}
    told = {pole.axis for pole in found}
    things = {
        concept(term)
        for term in core.terms
        if stem(term) not in said and not told & {pole.axis for pole in known.find(term)}
    }
    speakers = (statement.speaker, *statement.via)
    names = frozenset(map(name_key, core.entities))
    near = frozenset(map(name_key, (*core.context_entities, *filter(None, speakers))))
    return Gist(
        poles={pole.axis: _turned(pole) if denied else pole for pole in found},
        things=frozenset(things - _DULL),
        names=names,
        known=names | near - {name_key(statement.publisher)},
        parties=frozenset(map(name_key, map(_party, core.predicates))) & names,
        around=frozenset(map(concept, core.context_terms)),
        negative=denied != bool(negations(statement.text) % 2),
        counts=tally(statement),
        main=frozenset(pole.axis for pole in found if pole.main),
        heads=frozenset(map(concept, head.split())) - _DULL,
        holders=dict(
            _holders(found, core.predicates, {name: name_key(name) for name in core.entities})
        ),
    )


def _holders(
    poles: Sequence[Pole], clauses: Sequence[Predicate], names: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    for pole in poles:
        clause = next((one for one in clauses if _heads(one.lemma, pole)), None)
        if clause is not None:
            yield (
                pole.axis,
                (
                    names.get(clause.subject, clause.subject),
                    names.get(clause.object, clause.object),
                ),
            )


def _heads(lemma: str, pole: Pole) -> bool:
    """Say whether the lemma of a clause is a word that says it: "fell" of "fall"."""
    verb = lemma.split(maxsplit=1)[0]
    return stem(verb) in pole.stems or pole.word.startswith(tuple(starts(verb)))


def _party(clause: Predicate) -> str:
    return clause.subject or clause.object


def _main(predicates: Sequence[Predicate]) -> tuple[str, str]:
    """Return the words of the main clause beside its subject, and its head alone."""
    whole = [one for one in predicates if one.subject or one.object]
    full = next((one for one in whole if one.lemma not in _SHELLS), next(iter(whole), None))
    if full is None:
        return "", ""
    parts = [full.lemma, full.object if full.object.islower() else ""]
    if full.lemma in _LIGHT:
        parts += [] if full.object else [full.subject if full.subject.islower() else ""]
        parts += [other.partition(" ")[2] for other in full.others]
        return " ".join(parts), " ".join(parts[1:])
    return " ".join(parts), full.lemma


def _lower_words(text: str) -> frozenset[str]:
    return frozenset(word for word in text.split() if word == word.lower())


def _turned(pole: Pole) -> Pole:
    return replace(pole, sign=-pole.sign, negated=not pole.negated)


def same_ending(one: str, other: str) -> bool:
    """Say whether one name is the end of the other: "Example" and "Ana Example"."""
    short, long = sorted((one.split(), other.split()), key=len)
    return bool(short) and short == long[-len(short) :]


def _is_other(one: str, other: str, there: Gist) -> bool:
    """Say whether who or what is spoken of here stands there beside a holder by another word."""
    if not one or not other or other in ANAPHORS or other in there.names:
        return False
    heads = frozenset(map(concept, one.split())) & frozenset(map(concept, other.split()))
    return not heads and (one in there.names or concept(one.rsplit(maxsplit=1)[-1]) in there.things)


class Kin:
    """Two gists, and what holds between them."""

    def __init__(self, later: Reading, earlier: Reading) -> None:
        self.later, self.earlier = gist(later.statement), gist(earlier.statement)
        self.one, self.other = later.statement, earlier.statement

    def weight(self, key: str) -> float:
        """Return how much a concept counts; one that may stand for anybody counts little."""
        if key in axes().roles:
            return _ROLE
        return _LEAST + (1 - _LEAST) * min(1.0, rarity(key) / _RARE)

    @cached_property
    def things(self) -> frozenset[str]:
        """Things that both speak of, those that one of them has for a name among them."""
        alike = self.later.things & self.earlier.things
        as_name = self.later.things & frozenset(map(concept, self.earlier.names))
        return frozenset(
            alike | as_name | self.earlier.things & frozenset(map(concept, self.later.names))
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """Names in both, and names in one that are known around the other."""
        later, earlier = self.later, self.earlier
        return frozenset((later.names & earlier.known) | (earlier.names & later.known))

    @cached_property
    def agreeing(self) -> list[str]:
        """Axes at one end of which both stand."""
        return self._axes(1)

    @cached_property
    def opposed(self) -> list[str]:
        """Axes at whose two ends they stand."""
        return self._axes(-1)

    @cached_property
    def main(self) -> list[str]:
        """Axes that the main clauses of both are on."""
        return sorted(self.later.main & self.earlier.main)

    @cached_property
    def heads(self) -> frozenset[str]:
        """What heads the main clauses of both."""
        return self.later.heads & self.earlier.heads

    @cached_property
    def telling(self) -> float:
        """How much the things weigh that both speak of, roles left aside."""
        return sum(self.weight(key) for key in self.things if key not in axes().roles)

    def _axes(self, sign: int) -> list[str]:
        later, earlier = self.later.poles, self.earlier.poles
        both = [a for a in later if a in earlier and later[a].sign * earlier[a].sign == sign]
        return [axis for axis in both if self._comparable(later[axis], earlier[axis], sign)]

    def _comparable(self, later: Pole, earlier: Pole, sign: int) -> bool:
        """Say whether both ends are told as facts, or both as open, of one holder and one time."""
        if later.open != earlier.open or self._other_holders(later.axis):
            return False
        if sign < 0 and self._relative(later.axis):
            return False
        before = recalled(self.one, later.word, self.other, earlier.word)
        lasting = (later if before > 0 else earlier).sign == axes().moving.get(later.axis)
        return not before or (sign < 0 and lasting)

    def _other_holders(self, axis: str) -> bool:
        """Say whether the holder in one claim is in the other, but it is of somebody else there.

        "Ana Example was arrested" and "Ana Example's brother was freed" are of two people.
        """
        if axis not in self.later.holders or axis not in self.earlier.holders:
            return False
        here, there = self.later.holders[axis], self.earlier.holders[axis]
        borne = (here[1] or here[0], there[1] or there[0])
        return any(
            _is_other(one, other, self.earlier) or _is_other(other, one, self.later)
            for one, other in (borne, *zip(here, there, strict=True))
        )

    def _relative(self, axis: str) -> bool:
        """Say whether "her brother" holds one end, and somebody not tied to him the other."""
        sides = ((self.later, self.earlier), (self.earlier, self.later))
        return any(
            one in _RELATIVES and other in there.names and other not in here.known
            for here, there in sides
            for one in here.holders.get(axis, ())
            for other in there.holders.get(axis, ())
        )

    @cached_property
    def matter(self) -> float:
        """How strongly the surroundings tie both to one matter, 0 to 1."""
        shared = {key for key in self.later.known if self._nearly(key, self.earlier)}
        names = sum(_PLACE if is_place(key) else 0.7 for key in shared)
        around = (self.later.around | self.later.things) & (
            self.earlier.around | self.earlier.things
        )
        words = sum(0.2 for key in around if key not in axes().roles and key not in _DULL)
        same = self.one.article_id == self.other.article_id
        return min(1.0, names + min(0.6, words) + 0.7 * same)

    @cached_property
    def shared(self) -> float:
        """How much both say alike, the ends of axes left aside."""
        both = self.later.names & self.earlier.names
        names = sum(0.5 if is_place(key) else 1.0 for key in both)
        nearby = _SEEN_NEARBY * sum(not is_place(key) for key in self.names - both)
        things = sum(map(self.weight, self.things))
        dates = set(self.one.proposition.dates) & set(self.other.proposition.dates)
        counts = {c for c in self.later.counts if c in self.earlier.counts}
        return names + min(0.5, nearby) + things + 0.6 * len(dates) + 0.6 * len(counts)

    @cached_property
    def coverage(self) -> float:
        """0 to 1: what both share of what they say; the shorter one weighs more."""
        met = _AXIS * min(1, len(self.agreeing) + len(self.opposed)) + self.shared
        short, long = sorted((self._content(self.later), self._content(self.earlier)))
        return min(1.0, met / (0.6 * short + 0.4 * long)) if short else 0.0

    def _content(self, one: Gist) -> float:
        names = sum(0.3 if key in self.names else 0.7 for key in one.names)
        return _AXIS * bool(one.poles) + names + sum(map(self.weight, one.things))

    @cached_property
    def strangers(self) -> int:
        """Parties of one claim that the other side knows nothing of, where both have such."""
        later = {
            key
            for key in self.later.parties - self.earlier.known
            if not self._nearly(key, self.earlier)
        }
        earlier = {
            key
            for key in self.earlier.parties - self.later.known
            if not self._nearly(key, self.later)
        }
        return min(len(later), len(earlier))

    @staticmethod
    def _nearly(key: str, there: Gist) -> bool:
        """Say whether a longer or shorter form of a name is known there."""
        if key in there.known or concept(key) in there.things:
            return True
        return any(same_ending(key, known) for known in there.known)

    def beside(self, kind: str) -> float:
        """Return how much the things weigh that both speak of beside what is counted."""
        return self.telling - self.weight(kind) * (kind in self.things)

    @property
    def anew(self) -> bool:
        """Whether one speaks of another of the things of which the other tells: "a new offer"."""
        later, earlier = (of_another(one.text) for one in (self.one, self.other))
        return bool((later ^ earlier) & self.things)

    @property
    def other_dates(self) -> bool:
        """Whether both give dates, none of which may be the same."""
        later, earlier = self.one.proposition.dates, self.other.proposition.dates
        meet = any(a.startswith(b) or b.startswith(a) for a in later for b in earlier)
        return bool(later and earlier) and not meet
