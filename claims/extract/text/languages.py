"""Tells in which language a text is written, and says politely where nobody here reads it.

py3langid names 139 languages from the bytes of a text. It is sure of itself on any scrap, so the
scraps of a text vote, and what is short or mixed stays with what its article declares.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH: Final = "en"

# In bytes of UTF-8, for one sign of Chinese tells as much as three letters. Of 1,864 sentences of
# English news as long as SHORTEST none is taken for another language, of those as long as PIECE
# two in a hundred.
SHORTEST, PIECE, LONGEST_PIECE, ENOUGH = 100, 40, 400, 20_000
CONFIDENT = 0.7
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]+")
_OTHER = re.compile(r"[^\W\d_A-Za-z\u00aa-\u024f\u1e00-\u1eff]+")
_BREAK = re.compile(r"[\n\"“”„«»]+")

NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian",
    "ms": "Malay", "nb": "Norwegian", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "th": "Thai", "tl": "Tagalog",
    "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
# Names by which the model, or an article, calls what spaCy calls otherwise.
SAME = {"no": "nb", "nn": "nb", "yue": "zh", "wuu": "zh", "arz": "ar", "ary": "ar"}
# Between these the model guesses; an article that declares one of them knows better.
KIN = (frozenset({"da", "nb"}), frozenset({"bs", "hr", "sr"}), frozenset({"id", "ms"}))
# What explosion trains, as `python -m spacy download` knows it.
TRAINED = frozenset(
    {"ca", "da", "de", "el", "es", "fi", "fr", "hr", "it", "ja", "ko", "lt", "mk", "nb", "nl"}
    | {"pl", "pt", "ro", "ru", "sl", "sv", "uk", "zh"}
)


@dataclass(frozen=True, slots=True)
class Detected:
    """In which language a text is written.

    Attributes:
        code: as spaCy names it, mostly ISO 639-1; "" where the text does not tell.
        confidence: 0 to 1, the share of the text that is English, or is not, as the code says.
    """

    code: str
    confidence: float

    @property
    def confident(self) -> bool:
        """Whether the text outweighs what its article declares."""
        return bool(self.code) and self.confidence >= CONFIDENT


@lru_cache(maxsize=1)
def _model() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - brings numpy

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect(text: str) -> Detected:
    """Tell the language of a text; short ones tell none, mixed ones none for certain.

    Args:
        text: any text; the beginning of a long one is enough.
    """
    sample, purity = _main_script(text[:ENOUGH])
    if len(sample.encode()) < SHORTEST:
        return Detected("", 0.0)
    english, weight = 0.0, 0
    for piece in _pieces(sample):
        shares = dict(_model().rank(piece))
        length = 0 if next(iter(shares)) == "zxx" else len(piece.encode())
        english += length * float(shares[ENGLISH])
        weight += length
    if not weight:
        return Detected("", 0.0)
    share = english / weight
    code = ENGLISH if share > 0.5 else _foreign(sample)  # noqa: PLR2004 - the larger half
    return Detected(code, purity * max(share, 1 - share))


def _main_script(text: str) -> tuple[str, float]:
    """Return the text in its main script alone, and the share of that among its letters."""
    # One Korean name outweighs a line of English, for English shares its letters with so many.
    latin, other = (len("".join(kind.findall(text)).encode()) for kind in (_LATIN, _OTHER))
    purity = max(latin, other) / (latin + other or 1)
    return (_OTHER if latin >= other else _LATIN).sub("", text), purity


def _pieces(text: str) -> Iterator[str]:
    # What is quoted votes for itself: it may stand in another language than its article.
    lines = [line for line in _BREAK.split(text) if len(line.encode()) >= PIECE]
    for line in lines or [text]:
        for start in range(0, len(line), LONGEST_PIECE):
            yield line[start : start + LONGEST_PIECE]


def _foreign(text: str) -> str:
    ranked = (code for code, _ in _model().rank(text) if code not in {ENGLISH, "zxx"})
    return _canonical(next(ranked))


def _canonical(code: str) -> str:
    return SAME.get(code, code)


def declared_code(language: str) -> str:
    """Return the code of a language as an article declares it: "de-AT", "German"; "" for others."""
    word = re.split(r"[-_]", language.strip().lower())[0]
    by_name = {name.lower(): code for code, name in NAMES.items()}
    code = _canonical(by_name.get(word, word))
    return code if code in NAMES else ""


def language_of(text: str, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """Decide in which language an article is to be read.

    Args:
        text: the article's text.
        declared: what its front matter or page says; may be "".

    Returns:
        The code, and what a person should know: that text and declaration contradict each other.
        A confident text outweighs the declaration; without either the language is English.
    """
    found, said = detect(text), declared_code(declared)
    if not found.confident or any({found.code, said} <= kin for kin in KIN):
        return said or ENGLISH, ()
    if not said or said == found.code:
        return found.code, ()
    return found.code, (f"declared as {NAMES[said]}, but written in {language_name(found.code)}",)


def language_name(code: str) -> str:
    """Return the English name of a language, or its code in a phrase."""
    return NAMES.get(code, f"a language with the code {code!r}")


UNREAD: Final = "not extracted: "


def refusal(code: str) -> str:
    """Return why an article is kept without being read, and what would have it read."""
    suffix = "core_web_sm" if code == "zh" else "core_news_sm"
    package = f"{code}_{suffix}" if code in TRAINED else "PACKAGE_OR_FOLDER"
    return (
        f"{UNREAD}written in {language_name(code)}; Claimdesk reads English; to read it, install "
        f"a spaCy pipeline and set CLAIMS_PIPELINES={code}={package}"
    )
