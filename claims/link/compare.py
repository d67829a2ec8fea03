"""Two readings side by side: what they share, where they agree, where they clash."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from claims.link.eras import recalled
from claims.link.gist import Kin
from claims.link.institutions import may_be_of
from claims.link.keys import rarity
from claims.link.lexicon import Lexicon, lexicon
from claims.link.names import country_of, is_partial, is_person, is_place, name_key
from claims.link.reading import Reading
from claims.link.states import ANAPHORS, State

_MIDDLING = 0.7
# How much a word counts that stands everywhere, and at which rarity one counts fully.
_COMMON, _RARE, _FULL = 0.3, 7.0, 0.9
_PLACE = 0.35
_PARTIAL = 0.5
_KINDRED = 0.6
_MANY = 3
# How sure it is that an institution of no country is that of the country that is named.
_MAYBE = 0.4
# Who speaks is meant by these, and no person by those.
_SPEAKER = frozenset(["i", "me", "my", "mine", "myself", "we", "us"])
_THINGS = frozenset(["it", "this", "that", "these", "which"])


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two states of one holder.

    Attributes:
        later, earlier: the states.
        holder: 0 to 1, how sure it is that the holder is the same.
        same: who it is, in words.
    """

    later: State
    earlier: State
    holder: float
    same: str


class Pair:
    """Two readings and what holds between them; everything follows from the pair alone."""

    def __init__(self, later: Reading, earlier: Reading) -> None:
        self.later = later
        self.earlier = earlier
        self.lexicon: Lexicon = lexicon()

    @property
    def same_article(self) -> bool:
        """Whether both stand in one article."""
        return self.later.statement.article_id == self.earlier.statement.article_id

    @cached_property
    def kin(self) -> Kin:
        """Both claims by their gist."""
        return Kin(self.later, self.earlier)

    def weight(self, kind: str, key: str) -> float:
        """Return how much a shared key counts: rare words and full names most, a country least."""
        if kind != "e":
            return _COMMON + (1 - _COMMON) * min(1.0, rarity(key) / _RARE)
        return _FULL * (_PLACE if is_place(key) else _PARTIAL if is_partial(key) else 1.0)

    # ---- names and words ----------------------------------------------------------------------

    @cached_property
    def shared_names(self) -> frozenset[str]:
        """Names that stand in both claims."""
        return self.later.own & self.earlier.own

    @cached_property
    def nearby_names(self) -> frozenset[str]:
        """Names that stand in one claim and around the other, or around both."""
        later = self.later.own | self.later.around
        return (later & (self.earlier.own | self.earlier.around)) - self.shared_names

    @cached_property
    def shared_concepts(self) -> frozenset[str]:
        """Concepts that both claims have, synonyms taken as one."""
        return frozenset(self.later.concepts.keys() & self.earlier.concepts.keys())

    @cached_property
    def kindred_concepts(self) -> frozenset[str]:
        """Concepts of the later claim that are of one family with others of the earlier one."""
        families = frozenset().union(*self.earlier.concepts.values())
        return frozenset(
            concept
            for concept, own in self.later.concepts.items()
            if own & families and concept not in self.earlier.concepts
        )

    @cached_property
    def shared_measures(self) -> int:
        """How many counted numbers and dates stand in both claims."""
        one, other = self.later.statement.proposition, self.earlier.statement.proposition
        counts = _counts(self.later).items() & _counts(self.earlier).items()
        return len(counts) + len(set(one.dates) & set(other.dates))

    @cached_property
    def nearby_concepts(self) -> frozenset[str]:
        """Concepts of one claim that stand around the other."""
        later, earlier = self.later, self.earlier
        own = (later.concepts.keys() & earlier.context) | (earlier.concepts.keys() & later.context)
        return frozenset(own | (later.context & earlier.context)) - self.shared_concepts

    def content(self, reading: Reading) -> float:
        """Return how much a claim says, in the currency of :meth:`weight`."""
        names = sum(self.weight("e", name) for name in reading.own)
        return names + sum(self.weight("t", concept) for concept in reading.concepts)

    @cached_property
    def overlap(self) -> float:
        """How much both claims say alike."""
        names = sum(self.weight("e", name) for name in self.shared_names)
        words = sum(self.weight("t", concept) for concept in self.shared_concepts)
        kindred = sum(_MIDDLING * _KINDRED for _ in self.kindred_concepts)
        return names + words + kindred + _MIDDLING * self.shared_measures

    @cached_property
    def similarity(self) -> float:
        """0 to 1: overlap by what the claims say; the shorter one weighs more."""
        short, long = sorted((self.content(self.later), self.content(self.earlier)))
        return min(1.0, self.overlap / (0.65 * short + 0.35 * long)) if short else 0.0

    @cached_property
    def matter(self) -> float:
        """0 to 1: how far both are about one matter, by everything in and around them."""
        near = sum(self.weight("e", name) for name in self.nearby_names)
        words = sum(self.weight("t", concept) for concept in self.nearby_concepts)
        return min(1.0, (self.overlap + 0.5 * near + 0.2 * words) / 3.0)

    @cached_property
    def crossed(self) -> bool:
        """Whether each claim names what the other side does not: Brazil here, Chile there."""
        return self.crossed_beside(frozenset())

    def crossed_beside(self, known: frozenset[str]) -> bool:
        """Whether the claims name different things, some known keys left aside."""
        later, earlier = self._setting(self.later) - known, self._setting(self.earlier) - known
        around_later = later | self.later.around | self.later.attributors
        around_earlier = earlier | self.earlier.around | self.earlier.attributors
        return bool(later - around_earlier and earlier - around_later)

    @cached_property
    def same_setting(self) -> bool:
        """Whether anything beside common words ties both to one matter."""
        names = self.shared_names or self.nearby_names
        speakers = self.later.attributors & self.earlier.attributors
        places = self._setting(self.later) & self._setting(self.earlier)
        return bool(names or speakers or places) or len(self.shared_concepts) > _MANY

    def _setting(self, reading: Reading) -> frozenset[str]:
        """Return what a claim names; where it names nothing, whose country the speaker is of."""
        return reading.own or reading.settings

    # ---- states -------------------------------------------------------------------------------

    @cached_property
    def agreements(self) -> list[Meeting]:
        """States that both claims give one holder."""
        return [m for m in self._meetings if self._agree(m.later, m.earlier)]

    @cached_property
    def oppositions(self) -> list[Meeting]:
        """States of one holder that cannot both be."""
        return [m for m in self._meetings if self._opposed(m.later, m.earlier)]

    @cached_property
    def _meetings(self) -> list[Meeting]:
        return sorted(
            (
                Meeting(one, other, *held)
                for one in self.later.states
                for other in self.earlier.states
                if (held := self._held_alike(one, other))[0] > 0 and self._actors_agree(one, other)
            ),
            key=lambda meeting: -meeting.holder,
        )

    @cached_property
    def tensions(self) -> list[Meeting]:
        """States of one holder that sit ill together."""
        return [
            meeting
            for meeting in self._meetings
            if (meeting.later.family, meeting.earlier.family) in self.lexicon.strained
            and not (meeting.later.negated or meeting.earlier.negated)
        ]

    @cached_property
    def borne_out(self) -> list[Meeting]:
        """States where the later one shows that the earlier one had been."""
        return [
            Meeting(one, other, *self._held_alike(one, other))
            for one in self.later.states
            for other in self.earlier.states
            if (one.family, other.family) in self.lexicon.implies
            and not (one.negated or other.negated)
        ]

    def _agree(self, one: State, other: State) -> bool:
        if self._recalled(one, other):
            return False
        if one.family == other.family:
            return one.negated == other.negated
        pair = (one.family, other.family)
        # Who is not seen need not be in prison.
        return pair in self.lexicon.opposed and one.negated != other.negated and "seen" not in pair

    def _opposed(self, one: State, other: State) -> bool:
        before = self._recalled(one, other)
        if before and (one if before > 0 else other).family not in self.lexicon.final:
            return False
        if one.family == other.family:
            return one.negated != other.negated
        pair = (one.family, other.family)
        return pair in self.lexicon.opposed and not (one.negated or other.negated)

    def _recalled(self, one: State, other: State) -> int:
        """Say which of two states, of the later and the earlier claim, was years before."""
        return recalled(self.later.statement, one.word, self.earlier.statement, other.word)

    def _actors_agree(self, one: State, other: State) -> bool:
        if not one.actor or not other.actor:
            return True
        return self.same_name(one.actor, other.actor)[0] > 0

    def _held_alike(self, one: State, other: State) -> tuple[float, str]:
        """Return how sure it is that two states have one holder, and who that is."""
        if one.named and other.named:
            return self.same_name(one.holder, other.holder)
        if one.named or other.named:
            named, generic = (one, other) if one.named else (other, one)
            there = self.earlier if one.named else self.later
            here = self.later if one.named else self.earlier
            return self._stands_for(named.holder, generic.holder, here, there)
        return self._same_kind(one.holder, other.holder)

    def same_name(self, one: str, other: str) -> tuple[float, str]:
        """Return how sure it is that two keys name one, and the fuller key."""
        if one == other:
            return (0.5 if is_place(one) else 0.8 if is_partial(one) else 1.0), one
        if country_of(one) == other or country_of(other) == one:
            return 0.45, one if is_place(one) else other
        short, long = sorted((one, other), key=len)
        parts = long.split()
        surname = parts[-1] == short or (self.same_article and parts[0] == short)
        if is_partial(short) and surname and not is_place(long):
            return _PARTIAL, long
        return 0.0, ""

    def _stands_for(
        self, name: str, generic: str, here: Reading, there: Reading
    ) -> tuple[float, str]:
        """Say whether "the two", "he" or "the negotiator" there may be who is named here."""
        if there.sets_apart or (generic in _THINGS and is_person(name)):
            return 0.0, ""
        if generic in _SPEAKER and name != name_key(there.statement.speaker):
            return 0.0, ""
        if generic in ANAPHORS or any(word in ANAPHORS for word in generic.split()):
            known = there.around | there.own
            return (0.7, name) if name in known and not is_place(name) else (0.0, "")
        if name in there.own:
            return 0.0, ""
        if may_be_of(name, generic, there.own):
            return _MAYBE, name
        described = self._described(name, generic, here, there)
        return (described, f"{name}, {generic}") if described else (0.0, "")

    def _described(self, name: str, generic: str, here: Reading, there: Reading) -> float:
        """Return how sure it is that a description is of who is named: "the negotiator"."""
        heads = set(map(self.lexicon.concept, generic.split()))
        others_there = any(not is_place(key) for key in there.own)
        if is_place(name) or (others_there and name not in there.around):
            return 0.0
        return 0.45 if heads & here.concepts.keys() else 0.35 * bool(heads & here.context)

    def _same_kind(self, one: str, other: str) -> tuple[float, str]:
        if self.later.sets_apart != self.earlier.sets_apart:
            return 0.0, ""
        if {one, other} & _SPEAKER:
            speakers = {name_key(r.statement.speaker) for r in (self.later, self.earlier)}
            return (0.6, one) if one == other and len(speakers) == 1 else (0.0, "")
        heads = frozenset(map(self.lexicon.concept, one.split()))
        others = frozenset(map(self.lexicon.concept, other.split()))
        if one and heads & others:
            return (0.3 if one in ANAPHORS else 0.6), one
        if one in ANAPHORS or other in ANAPHORS:
            names = [n for n in (*self.shared_names, *self.nearby_names) if not is_place(n)]
            people = [name for name in names if not self._is_somewhere(name)]
            return (0.4 if people else 0.1, min(people or names)) if names else (0.0, "")
        return 0.0, ""

    def _is_somewhere(self, name: str) -> bool:
        """Say whether either claim tells of something in or near a name: it is a place."""
        return name in self.later.whereabouts | self.earlier.whereabouts

    def elsewhere(self, one: State, other: State) -> bool:
        """Whether both clauses are about something else: a vote for this, a vote against that."""
        if one.family[0] == "=" or one.family in self.lexicon.relational:
            later, earlier = one.about, other.about
        else:
            known = self.later.own | self.earlier.own
            later, earlier = one.about & known, other.about & known
        return bool(later and earlier) and not later & earlier

    def authors_differ(self, one: State, other: State) -> bool:
        """Whether two sorts of doers are named, neither of them by name."""
        if one.actor or other.actor or not one.author or not other.author:
            return False
        later = frozenset(map(self.lexicon.concept, one.author.split()))
        earlier = frozenset(map(self.lexicon.concept, other.author.split()))
        unknown = {one.author, other.author} & ANAPHORS
        return not unknown and not later & earlier

    # ---- numbers ------------------------------------------------------------------------------

    @cached_property
    def other_numbers(self) -> list[tuple[str, str, str]]:
        """Later number, earlier number and what both count, where the numbers differ."""
        later, earlier = _counts(self.later), _counts(self.earlier)
        return [
            (later[thing], earlier[thing], thing)
            for thing in sorted(later.keys() & earlier.keys())
            if later[thing] != earlier[thing]
        ]


def _counts(reading: Reading) -> dict[str, str]:
    known = lexicon()
    parts: Iterable[tuple[str, str, str]] = (
        one.partition(" ") for one in reading.statement.proposition.quantities
    )
    return {known.concept(thing): number for number, _, thing in parts if thing}
