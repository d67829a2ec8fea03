"""Finds the names that the register knows, in articles of any script."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from claims.extract.register import Entry, Register

# What follows a Korean noun without a space: topic, subject, object, "of", "at", "from", "with" ...
PARTICLES_KO = frozenset({
    "은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게",
    "와", "과", "도", "만", "로", "으로", "부터", "까지",
})  # fmt: skip
KOREAN = 3  # Shorter Korean names open other words too.


class RegisterMatcher:
    """Finds the register's names in articles."""

    def __init__(self, nlp: Language, register: Register) -> None:
        self.register = register
        self.matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        names = {name for name, _ in register.names() if _opens_name(name) or " " in name}
        self.matcher.add("SOURCE", [nlp.make_doc(name) for name in sorted(names)])
        self.korean = frozenset(name for name in names if len(name) >= KOREAN and _is_korean(name))

    def find(self, doc: Doc) -> Iterator[tuple[int, int, Entry]]:
        """Yield token span and source of every name that stands in the article."""
        for _, start, end in self.matcher(doc):
            entry = self.register.find(doc[start:end].text)
            if entry is not None and any(_opens_name(token.text) for token in doc[start:end]):
                yield start, end, entry
        for token in doc:
            entry = self._with_particle(token.text)
            if entry is not None:
                yield token.i, token.i + 1, entry

    def _with_particle(self, word: str) -> Entry | None:
        """Return the source of a Korean name to which a particle sticks, as writing has it."""
        if _is_korean(word[:1]):
            for length in range(KOREAN, len(word)):
                if word[length:] in PARTICLES_KO and word[:length] in self.korean:
                    return self.register.find(word[:length])
        return None


def _opens_name(word: str) -> bool:
    """Say whether a word opens with a capital, or with a letter of a script that has none."""
    letter = word[:1]
    return letter.isalpha() and letter == letter.title()


def _is_korean(word: str) -> bool:
    return word != "" and all("가" <= letter <= "힣" for letter in word)
