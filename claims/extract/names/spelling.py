"""Words that are other words but for one letter: "Lindgrn" for "Lindgren"."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

# Two people may well be called Lee and Lea.
LONG_ENOUGH = 5
# What is longer is no name; its many spellings would cost the square of its length.
_LONGEST = 40


class Spellings:
    """Finds words again that are spelt with one letter more, less or otherwise.

    Two such words are the same once a letter is taken out of one of them or of both, so that each
    is kept under all its spellings without a letter, and no word is compared with every other.

    Args:
        words: what can be found.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words: dict[str, dict[str, None]] = defaultdict(dict)
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        """Make a word one that can be found."""
        for key in _keys(word):
            self._words[key][word] = None

    def near(self, word: str) -> list[str]:
        """Return the words that a word may be misspelt for, itself among them."""
        found = (one for key in _keys(word) for one in self._words.get(key, ()))
        return [one for one in dict.fromkeys(found) if misspelt(word, one)]


def _keys(word: str) -> Iterator[str]:
    word = word.lower()
    if LONG_ENOUGH <= len(word) <= _LONGEST:
        yield word
        # The first letter is always right.
        yield from (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def misspelt(word: str, name: str) -> bool:
    """Say whether a word is a name but for one letter: "Lindgrn" for "Lindgren"."""
    word, name = word.lower(), name.lower()
    if min(len(word), len(name)) < LONG_ENOUGH or word[0] != name[0]:
        return False
    if abs(len(word) - len(name)) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), None)
    if same is None:
        return True
    rest, other = word[same:], name[same:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
