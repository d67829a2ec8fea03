"""What an article calls those whom it names: "Ana Example, a judge", "the daily X"."""

from collections import defaultdict

from spacy.tokens import Doc, Token

from claims.extract.names.gender import FEMALE_WORDS, MALE_WORDS
from claims.extract.names.mentions import Mentions
from claims.extract.names.named import Named
from claims.extract.names.people import TITLES
from claims.extract.nouns import COMPANY_NOUNS, HUMAN, words
from db.vocabulary import SourceKind

KINDS: dict[str, frozenset[SourceKind]] = {
    word: frozenset(kinds)
    for nouns, kinds in (
        (
            (
                "paper newspaper daily broadsheet tabloid magazine weekly journal broadcaster "
                "network outlet site website channel station publication"
            ),
            {SourceKind.OUTLET},
        ),
        (
            "agency service bureau authority regulator watchdog inspectorate directorate office",
            {SourceKind.AGENCY},
        ),
        ("commission board", {SourceKind.AGENCY, SourceKind.GOVERNMENT, SourceKind.GROUP}),
        ("ministry department", {SourceKind.MINISTRY}),
        (" ".join(sorted(COMPANY_NOUNS)), {SourceKind.COMPANY}),
        ("court tribunal", {SourceKind.COURT}),
        (
            (
                "organisation organization movement party militia charity union association "
                "federation alliance coalition club team collective gang syndicate cartel"
            ),
            {SourceKind.GROUP},
        ),
        ("group", {SourceKind.GROUP, SourceKind.COMPANY}),
        ("government administration regime", {SourceKind.GOVERNMENT}),
        ("book", {SourceKind.BOOK}),
    )
    for word in nouns.split()
}
NEAR = 6
ARTICLES = frozenset({"a", "an", "the", "its"})
PLACED = words("in at near outside across around")
TITLED = {
    "sen": words("senator lawmaker"),
    "rep": words("representative congressman congresswoman lawmaker"),
    "representative": words("congressman congresswoman lawmaker"),
    "senator": words("lawmaker"),
    "gov": words("governor"),
    "gen": words("general"),
    "prof": words("professor"),
    "dr": words("doctor"),
    "lt": words("lieutenant"),
    "sgt": words("sergeant"),
    "capt": words("captain"),
    "det": words("detective"),
    "insp": words("inspector"),
    "pope": words("pontiff"),
}
ALIKE = tuple(
    words(nouns)
    for nouns in (
        "chairman chairwoman chair chairperson",
        "lawyer attorney solicitor barrister",
        "lawmaker legislator mp",
        "spokesman spokeswoman spokesperson",
        "reporter journalist correspondent",
        "professor academic scholar",
        "analyst expert",
        "businessman businesswoman entrepreneur",
        "officer policeman policewoman",
        "candidate nominee contender",
        "agency service bureau directorate",
    )
)


class Roles:
    """Maps common nouns to those who bear them, by position."""

    def __init__(self, doc: Doc, mentions: Mentions) -> None:
        self.borne: dict[str, list[Named]] = defaultdict(list)
        self._words: dict[str, set[str]] = defaultdict(set)
        self._sexes = mentions.sexes
        for named in mentions.named:
            if named.kind is SourceKind.UNKNOWN:
                continue
            for noun in sorted(self._nouns(doc, named)):
                self.borne[noun].append(named)
                self._words[named.name].add(noun)
            for noun in self._titles(doc, named):
                self.borne[noun].append(named)
                self._words[named.name].add(noun)

    def bearers(self, noun: str) -> list[Named]:
        """Return who was called so, in the order of the text."""
        kinds = KINDS.get(noun)
        alike = next((group for group in ALIKE if noun in group), frozenset({noun}))
        borne = self.borne.get(noun) or [
            one for other in sorted(alike) for one in self.borne.get(other, ())
        ]
        return sorted(
            (one for one in borne if kinds is None or one.kind is not SourceKind.PERSON),
            key=lambda one: one.start,
        )

    def words(self, name: str) -> frozenset[str]:
        """Return titles and roles that stand beside a name; else the sex that pronouns tell."""
        beside = frozenset(self._words.get(name, ()))
        told = beside & (FEMALE_WORDS | MALE_WORDS)
        return beside if told or name not in self._sexes else beside | {self._sexes[name]}

    def _nouns(self, doc: Doc, named: Named) -> set[str]:
        head = max(doc[named.start : named.end], key=lambda token: -_depth(token))
        nouns = {token.lower_ for token in self._before(doc, named)}
        for child in doc[named.end - 1].rights if head.i != named.end - 1 else ():
            nouns |= self._apposed(child)
        for child in head.children:
            nouns |= self._apposed(child)
        if head.dep_ == "appos" and head.head.pos_ == "NOUN":
            nouns.add(head.head.lower_)
        for child in head.children:
            if child.dep_ == "acl:relcl":
                nouns |= self._predicative(child)
        if head.dep_ == "nsubj":
            nouns |= self._predicative(head.head)
        return nouns | self._behind_comma(doc, named) | self._before_comma(doc, named)

    def _titles(self, doc: Doc, named: Named) -> set[str]:
        """Return the titles in a name and right before it, abbreviated ones in full too."""
        titles: set[str] = set()
        for token in doc[max(0, named.start - 1) : named.end]:
            word = token.lower_.rstrip(".")
            if token.i < named.start or word in TITLES:
                titles |= {word, *TITLED.get(word, ())}
        return titles

    def _behind_comma(self, doc: Doc, named: Named) -> set[str]:
        """Return the noun of "X, the mayor of Exampleton," whatever the parse makes of it."""
        person = named.kind is SourceKind.PERSON
        if named.end + 1 >= len(doc) or not (person or doc[named.end + 1].lower_ in ARTICLES):
            return set()
        placed = named.start > 0 and doc[named.start - 1].lower_ in PLACED
        if doc[named.end].text != "," or placed:
            return set()
        role = ""
        for token in doc[named.end + 1 : named.end + 1 + NEAR]:
            if token.pos_ in {"VERB", "AUX"}:
                return set()  # "According to X, the mayor said": that is another.
            if token.is_punct or token.pos_ in {"ADP", "CCONJ", "PRON", "SCONJ"}:
                break
            role = token.lower_ if token.pos_ == "NOUN" else role
        return {role} & HUMAN if person else {role} - {""}

    def _before_comma(self, doc: Doc, named: Named) -> set[str]:
        """Return the noun of "the mayor of Exampleton, X," and "the charity, X,"."""
        start = named.start
        while start > 1 and doc[start - 1].lower_.rstrip(".") in TITLES:
            start -= 1  # "the prosecutor, Colonel X,"
        apposed = start > 1 and doc[start - 1].text == ","
        noun = self._heading(doc, start - 1) if apposed else ""
        if named.kind is SourceKind.PERSON:
            closed = named.end < len(doc) and doc[named.end].is_punct
            return {noun} & HUMAN if closed else set()
        return {noun} if named.kind in KINDS.get(noun, ()) or noun in COMPANY_NOUNS else set()

    def _heading(self, doc: Doc, end: int) -> str:
        """Return the noun that heads the phrase before a position: "mayor" of "mayor of X"."""
        for at in range(end - 1, max(end - NEAR, 0), -1):
            if doc[at].is_punct or doc[at].pos_ in {"VERB", "AUX", "CCONJ"}:
                break
            if doc[at].lower_ in {"of", "for"}:
                end = at
        noun = doc[end - 1]
        return noun.lower_ if noun.pos_ == "NOUN" or noun.lower_ in HUMAN else ""

    def _before(self, doc: Doc, named: Named) -> list[Token]:
        found = []
        for token in reversed(doc[max(0, named.start - NEAR) : named.start]):
            if token.is_punct or token.pos_ in {"VERB", "AUX", "ADP", "CCONJ", "PRON", "SCONJ"}:
                break
            if token.pos_ == "NOUN" or token.lower_ in HUMAN:
                found.append(token)
        return found[:2]

    def _apposed(self, child: Token) -> set[str]:
        if child.dep_ != "appos":
            return set()
        return {child.lower_, *(one.lower_ for one in child.children if one.dep_ == "conj")}

    def _predicative(self, clause: Token) -> set[str]:
        copula = any(child.dep_ == "cop" for child in clause.children)
        return {clause.lower_} if copula and clause.pos_ == "NOUN" else set()


def _depth(token: Token) -> int:
    """Return how deep a token lies inside its own name; heads lie at 0."""
    depth = 0
    while (
        token.head != token
        and depth < NEAR
        and abs(token.head.i - token.i) < NEAR
        and (token.dep_.startswith(("flat", "compound", "nmod", "amod", "det", "case")))
    ):
        token, depth = token.head, depth + 1
    return depth
