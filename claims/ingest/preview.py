"""What people are shown of a document before it is added."""

from dataclasses import dataclass

from db.vocabulary import Stance


@dataclass(frozen=True, slots=True)
class FirstClaim:
    """A claim that the beginning of a document holds: who does what with which words."""

    speaker: str
    stance: Stance
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """One document as understood; nothing of it is on the desk yet.

    Attributes:
        file: the name that the document goes by.
        reason: why it would be left out; "" where it would be added.
        columns: those of a table of which somebody has to say what they hold.
        title, publisher, author, url: as found, "" where not.
        published: ISO 8601, "" where unknown; ``published_origin`` says whence.
        language: the code by which it would be read; ``language_name`` says it in English.
        encoding: how its bytes were decoded; "" where they are no text.
        notes: what a person should know.
        opening: how it begins; ``length`` is that of the whole text, in characters.
        here_as: the article that it is here already as; "" where it is new.
        claims: the first ones; None where they were not looked for, or not yet.
    """

    file: str
    reason: str = ""
    columns: tuple[str, ...] = ()
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    published: str = ""
    published_origin: str = ""
    language: str = ""
    language_name: str = ""
    encoding: str = ""
    notes: tuple[str, ...] = ()
    opening: str = ""
    length: int = 0
    here_as: str = ""
    claims: tuple[FirstClaim, ...] | None = None
