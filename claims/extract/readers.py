"""Who reads which language, and what came of reading an article."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from claims.errors import ClaimdeskError, ConfigurationError
from claims.extract.quote import Document, Extractor, Quote
from claims.extract.text.languages import ENGLISH, language_of, refusal
from claims.registry import create, extractors
from claims.settings import Settings

# Reads whatever language the setting ``pipelines`` names a spaCy pipeline for.
OTHERS = "claims.OtherLanguages.v1"
OURS = "claims."


@dataclass(frozen=True, slots=True)
class Question:
    """A document, and the language in which it is to be read."""

    language: str
    document: Document


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a document.

    Attributes:
        quotes: what was found.
        extractor: registered name of who read; "" where nobody came to it.
        components: names and versions of its parts.
        failure: what broke, in words; "" where nothing did.
        unread: nobody here reads its language.
    """

    quotes: Sequence[Quote] = ()
    extractor: str = ""
    components: Mapping[str, str] = field(default_factory=dict)
    failure: str = ""
    unread: bool = False


class Readers:
    """Extractors by language, made when the first article asks for one.

    The extractor that is set reads English, and what else its attribute ``languages`` names; a
    spaCy pipeline reads each language of the setting ``pipelines``.

    Args:
        settings: name the extractor and the pipelines.

    Raises:
        ConfigurationError: no extractor has that name.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._own: Extractor = create(extractors, settings.extractor, settings)
        self._own_languages = frozenset(getattr(self._own, "languages", (ENGLISH,)))
        self._others: dict[str, Extractor] = {}

    def reads(self, language: str) -> bool:
        """Tell whether somebody here reads a language."""
        return language in self._own_languages or language in self.settings.pipelines

    def read(self, questions: Iterable[Question]) -> Iterator[Reading]:
        """Yield what came of each question, in order.

        Raises:
            ClaimdeskError: something is missing that no English article can be read without.
        """
        return map(self.answer, questions)

    def answer(self, question: Question) -> Reading:
        """Return what came of one question; raises as :meth:`read` does."""
        if question.language in self._own_languages:
            return _extract(self._own, question.document)
        if not self.reads(question.language):
            return Reading(unread=True)
        try:
            other = self._other(question.language)
        except ConfigurationError as error:
            return Reading(failure=str(error))
        return _extract(other, question.document)

    def _other(self, code: str) -> Extractor:
        if code not in self._others:
            self._others[code] = create(extractors, OTHERS, self.settings).reading(code)
        return self._others[code]


def unread(text: str, declared: str, settings: Settings) -> str:
    """Say why nobody here reads an article; "" where somebody does.

    Args:
        text: the article.
        declared: its language as it says itself; may be "".
        settings: name the extractor and the pipelines.
    """
    code, _ = language_of(text, declared)
    if code == ENGLISH or code in settings.pipelines:
        return ""
    # Ours read English; another has to be asked, and would have to be loaded for that.
    if not settings.extractor.startswith(OURS) and Readers(settings).reads(code):
        return ""
    return refusal(code)


def _extract(extractor: Extractor, document: Document) -> Reading:
    name, components = extractor.name, dict(extractor.components)
    try:
        (quotes,) = extractor.extract([document])
    except ClaimdeskError:
        raise
    except Exception as error:  # noqa: BLE001 - one article must not stop the others
        failure = str(error) or type(error).__name__
        return Reading(extractor=name, components=components, failure=failure)
    return Reading(quotes, name, components)
