"""The states that a claim puts people and things in: seen, held, put to death, given back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claims.link.lexicon import Hit, Lexicon
from claims.link.match import Statement
from claims.link.moods import is_asked, is_wished, only_reported
from claims.link.names import name_key
from claims.link.turns import meant_otherwise
from claims.link.words import as_written, plain, row, stem
from claims.proposition import Predicate
from db.vocabulary import Stance

# What may stand for somebody who is named nearby.
ANAPHORS = frozenset(
    (
        "",
        *row(
            "he she it they we i this that these those who which both all two three one pair "
            "couple him her them none each everyone people person"
        ),
    )
)
_BESIDE = re.compile(r"\b(?:beside|alongside|next to|accompanied by|flanked by)\b")
# What is said of oneself without a subject; who suffered it is told apart from who did it.
_OF_ITSELF = re.compile(r"(?:not )?(?:to|having) (?!be\b|been\b|have been\b)[a-z]")
_BODILY = frozenset(row("dead alive healthy infected"))
_VISITS = frozenset(row("visit meet see interview question join call phone write"))
# Words that say little by themselves.
LIGHT = frozenset(
    row(
        "out back up down off over away carry put hold set bring keep let seem appear become begin "
        "start want time day week month year people person new first last old big high large"
    )
)
# "Nothing to do with the affair": whatever it is that was spoken of.
_VAGUE = ANAPHORS | frozenset(row("affair matter incident case event thing something nothing part"))
_CLAUSE_WORDS = frozenset(["be", "have", "do", "there", "say", "tell", "become", "get", "make"])


@dataclass(frozen=True, slots=True)
class State:
    """One clause as a state of somebody or something.

    Attributes:
        family: family of the lexicon, or "=" and the stem of a verb that is in none.
        word: the word that says it.
        holder: who is in it: key of a name, or head lemmas.
        named: whether ``holder`` is a name.
        actor: who does it, where that is another; "" where nobody is said to.
        negated: whether it is denied, by the clause or by the speaker's stance.
        modal: whether it is hedged, planned or asked.
        about: concepts of the clause's other arguments.
        author: head lemmas of who does it, where that is no name.
        clause: place of the clause in the claim; 0 is the main clause.
    """

    family: str
    word: str
    holder: str
    named: bool
    actor: str
    negated: bool
    modal: bool
    about: frozenset[str] = frozenset()
    author: str = ""
    clause: int = 0


def who_speaks_of_itself(statement: Statement) -> tuple[str, ...]:
    """Return the speaker where the claim is about them: "claimed to have carried out the raid"."""
    named = statement.speaker and not statement.anonymous
    return (statement.speaker,) if named and _OF_ITSELF.match(statement.text) else ()


def states(statement: Statement, known: Lexicon) -> Iterator[State]:
    """Yield the states that a claim puts somebody or something in, clause by clause.

    Args:
        statement: the claim.
        known: tells which words say which state.
    """
    itself = who_speaks_of_itself(statement)
    names = {name: name_key(name) for name in (*statement.proposition.entities, *itself)}
    denied = statement.stance is Stance.DENIES
    clauses = statement.proposition.predicates
    if itself and clauses and not clauses[0].subject:
        clauses = (replace(clauses[0], subject=statement.speaker), *clauses[1:])
    hearsay, otherwise = only_reported(statement.text), meant_otherwise(statement.text)
    asked = is_asked(statement.text) or is_wished(statement)
    for number, clause in enumerate(clauses):
        if _only_thinks(clause, clauses[number + 1 :], known):
            continue
        for state in _clause_states(clause, names, known, denied=denied):
            word = as_written(state.word, statement.text)
            if stem(word.split()[0]) not in hearsay | otherwise.get(state.family, frozenset()):
                modal = state.modal or asked
                yield replace(state, clause=number, word=word, modal=modal)
    yield from _company(statement, names)
    for family, phrase in known.find_phrases(plain(statement.text)):
        main = next((c for c in clauses if c.subject or c.object), Predicate(""))
        if stem(phrase.split()[0]) in otherwise.get(family, frozenset()):
            continue
        if phrase.startswith("in ") and _denies_the_deed(main, denied=denied):
            continue
        visited = main.lemma in _VISITS and main.object
        holder = visited or main.subject or main.object
        # Who is in it cannot be told from the phrase unless the clause is about a name.
        holder = holder if visited or holder in names else ""
        yield State(
            family=family,
            word=phrase,
            holder=names.get(holder, holder),
            named=holder in names,
            actor="",
            negated=denied,
            modal=main.modal,
            about=_around_phrase(clauses, phrase, names, known, holder),
        )


def _only_thinks(clause: Predicate, behind: Sequence[Predicate], known: Lexicon) -> bool:
    """Say whether who "finds" somebody guilty, or it credible, has found nobody."""
    if clause.lemma != "find" or not clause.object:
        return False
    said = [one.lemma for one in behind if one.subject == clause.object]
    bodily = {hit.family for hit in known.find(said[:1])} & _BODILY
    return bool(said) and not bodily


def _around_phrase(
    clauses: Sequence[Predicate], phrase: str, names: dict[str, str], known: Lexicon, holder: str
) -> frozenset[str]:
    """Return what a claim's clauses are about, without the words of the phrase."""
    said = {known.concept(word) for word in phrase.split()}
    found = (_about(clause, names, known, holder) for clause in clauses)
    return frozenset().union(*found) - said


def _company(statement: Statement, names: dict[str, str]) -> Iterator[State]:
    """Yield who else was there: "she sat beside General Example"."""
    found = _BESIDE.search(statement.text)
    main = statement.proposition.predicates[:1]
    if found is None or not main or main[0].negated or statement.stance is Stance.DENIES:
        return
    for name, key in names.items():
        if " " in key and name.split()[-1] in statement.text[found.end() :]:
            yield State("seen", found[0], key, named=True, actor="", negated=False, modal=False)


def _clause_states(
    clause: Predicate, names: dict[str, str], known: Lexicon, *, denied: bool
) -> Iterator[State]:
    target = [] if clause.object in names else clause.object.split()
    others = [
        word
        for other in clause.others
        for word in _beside_names(other, names)
        if not (other.startswith("in ") and _denies_the_deed(clause, denied=denied))
    ]
    verb = clause.lemma.split() or [""]
    hits = known.find([*verb, *target, *others], particles=len(verb) - 1)
    found: list[tuple[str, str, str | None]] = [
        (hit.family, hit.words, _holder(hit, clause, known)) for hit in hits
    ]
    if (
        verb[0]
        and clause.lemma not in _CLAUSE_WORDS
        and not any(h.stems[0] == stem(verb[0]) for h in hits)
    ):
        found.append((f"={stem(clause.lemma)}", clause.lemma, clause.object or clause.subject))
    if clause.lemma == "be" and clause.subject:
        places = (names.get(other.partition(" ")[2]) for other in clause.others)
        found += [
            (f"=be {place}", f"be there ({place})", clause.subject) for place in places if place
        ]
    hoped, undone = (stem(verb[0]) in verbs for verbs in (known.hopes, known.undoing))
    for family, word, holder in found:
        if holder is not None:
            said_by_verb = stem(word.split()[0]) == stem(verb[0])
            yield State(
                family=family,
                word=word,
                holder=names.get(holder, holder),
                named=holder in names,
                actor=_actor(clause, holder, names),
                negated=(clause.negated != denied) != (undone and not said_by_verb),
                modal=clause.modal or (hoped and not said_by_verb),
                about=_about(clause, names, known, holder),
                author=_author(clause, holder),
            )


def _denies_the_deed(clause: Predicate, *, denied: bool) -> bool:
    """Say whether a clause denies what was done, and not where: not "beaten in custody"."""
    telling = clause.lemma.split()[:1] and clause.lemma.split()[0] not in LIGHT | _CLAUSE_WORDS
    return bool((clause.negated or denied) and clause.object and telling)


def _holder(hit: Hit, clause: Predicate, known: Lexicon) -> str | None:
    """Return who is in the state, or None where the clause has nobody in that role."""
    if hit.role == "of":
        after = (other.removeprefix("of ") for other in clause.others if other.startswith("of "))
        return next(after, None)
    from_verb = hit.stems[0] in map(stem, clause.lemma.split())
    if not from_verb and (hit.role != "either" or _is_topic(hit, known)):
        return None
    if hit.stems[-1] in map(stem, clause.object.split()) or hit.role == "subject":
        return clause.subject
    if hit.role == "either":
        return clause.object or clause.subject
    if hit.role == "object":
        return clause.object or None
    return clause.object if clause.object and not clause.subject else None


def _is_topic(hit: Hit, known: Lexicon) -> bool:
    """Say whether the word only names an event: who tells of a raid was not raided."""
    return hit.family in known.events and len(hit.stems) == 1


def _actor(clause: Predicate, holder: str, names: dict[str, str]) -> str:
    return names.get(clause.subject, "") if clause.subject != holder else ""


def _author(clause: Predicate, holder: str) -> str:
    return clause.subject if clause.object == holder else ""


def _beside_names(other: str, names: dict[str, str]) -> Sequence[str]:
    """Return the words of an argument, of one with a name what leads to it: "for" the CIA."""
    case, _, argument = other.partition(" ")
    if other in names:
        return []
    return [case] if argument in names else (argument or other).split()


def _about(clause: Predicate, names: dict[str, str], known: Lexicon, holder: str) -> frozenset[str]:
    found: set[str] = set()
    arguments = (clause.object, *clause.others)
    if clause.subject and not clause.object and clause.subject != holder:
        arguments = (clause.subject, *arguments)
    for argument in arguments:
        bare = argument if argument in names else argument.partition(" ")[2]
        if argument == holder or not argument:
            continue
        if argument in names or bare in names:
            found.add(names.get(argument) or names[bare])
        else:
            words = bare.split() if argument in clause.others else argument.split()
            found.update(known.concept(word) for word in words if word not in _VAGUE)
    return frozenset(found)
