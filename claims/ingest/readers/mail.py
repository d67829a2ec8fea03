"""Mails and mailboxes: a sender's own words, and what was forwarded under its own origin.

What a mail quotes of an earlier one is nobody's claim here: it is left out, and the page says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default
from email.utils import parseaddr

from claims.errors import UnreadableError
from claims.ingest.compose import Finding, compose
from claims.ingest.decode import decode
from claims.ingest.given import MOST_BYTES, MOST_PARTS, Given, Hints, Readings, told
from claims.ingest.markup import words_of
from claims.ingest.page import BINARY, Left
from claims.ingest.quoting import Words, own_words
from claims.ingest.readers.web import page_of as web_page

DEEPEST = 10
# "FYI" above a forwarded mail says nothing that could be true or false.
FEWEST = 30
NOTHING = "holds no words of its sender's own"


def read_mail(given: Given) -> Readings:
    """Read a mail: the sender's words, and each forwarded mail with its own origin."""
    yield from read_message(given, given.read(), whole_file=True)


def read_mailbox(given: Given) -> Readings:
    """Read a mailbox (mbox), mail by mail."""
    place = 0
    for place, raw in enumerate(messages(given), 1):
        if place > MOST_PARTS:
            yield Left(given.name, f"holds more than {MOST_PARTS:,} mails; split it")
            return
        part = given.part(place, given.file)
        if raw is None:
            yield Left(part.name, f"is larger than {MOST_BYTES // 1024**2} MB")
        else:
            yield from told(part, read_message(part, raw))
    if not place:
        raise UnreadableError("is no mailbox: no line begins with 'From '; name a mail *.eml")


def messages(given: Given) -> Iterator[bytes | None]:
    """Yield the mails of a mailbox; None in place of one that is too large."""
    held: list[bytes] = []
    size, blank, begun = 0, True, False
    for line in iter(lambda: given.file.readline(MOST_BYTES), b""):
        if blank and line.startswith(b"From "):
            if begun:
                yield b"".join(held) if size <= MOST_BYTES else None
            held, size, begun = [], 0, True
        elif begun:
            size += len(line)
            if size <= MOST_BYTES:
                held.append(line[1:] if line.startswith(b">From ") else line)
        blank = not line.strip(b"\r\n")
    if begun:
        yield b"".join(held) if size <= MOST_BYTES else None


def read_message(given: Given, raw: bytes, *, whole_file: bool = False, depth: int = 0) -> Readings:
    """Read one mail, and the mails inside it, which go by its name and their place in it.

    Args:
        given: where it comes from.
        raw: its bytes.
        whole_file: they are the file.
        depth: how many mails it stands in.
    """
    message = parsed(raw)
    text, notes = text_of(message)
    mine, forwarded = own_words(text, str(message.get("Subject", "")))
    inner = list(attached(message)) if depth < DEEPEST else []
    if len(mine.text) < FEWEST and (forwarded or inner):
        yield Left(given.name, f"{NOTHING}, only what it forwards", failed=False)
    else:
        finding = sent(message, mine, None if whole_file else raw, (*notes, *aside(message)))
        yield from told(given, iter([compose(given, finding)]))
    mark = "#" if whole_file else "."
    for place, words in enumerate(forwarded, 1):
        part = replace(given, name=f"{given.name}{mark}{place}")
        yield from told(part, read_forwarded(part, words))
    for place, attachment in enumerate(inner, len(forwarded) + 1):
        part = replace(given, name=f"{given.name}{mark}{place}")
        yield from told(part, read_message(part, attachment, depth=depth + 1))


def sent(message: EmailMessage, mine: Words, raw: bytes | None, notes: tuple[str, ...]) -> Finding:
    """Return what the sender of a mail says; raises UnreadableError where that is nothing."""
    if not mine.text:
        raise UnreadableError(f"{NOTHING}; it only quotes, or holds no text")
    sender = called(str(message.get("From", "")))
    return Finding(
        raw=raw,
        title=str(message.get("Subject", "")),
        text=mine.text,
        publisher=sender,
        author=sender,
        language=str(message.get("Content-Language", "")).partition("-")[0].lower(),
        published=str(message.get("Date", "")),
        encoding=BINARY,
        notes=(*notes, *quoted(mine)),
        top="",
    )


def read_forwarded(given: Given, words: Words) -> Readings:
    """Read a mail that another one forwards in its text, under the name of who wrote it."""
    if not words.text:
        raise UnreadableError("the forwarded mail holds no words")
    sender = called(words.sender)
    note = "forwarded: sender and date are as the mail that forwards it gives them"
    yield compose(
        given,
        Finding(
            raw=words.raw.encode("utf-8", "replace"),
            title=words.subject,
            text=words.text,
            publisher=sender,
            author=sender,
            published=words.date,
            origin="guessed",
            notes=(note, *quoted(words)),
            top="",
        ),
    )


def quoted(words: Words) -> Iterable[str]:
    """Say how much of earlier mails was left out."""
    if words.quoted:
        plural = "line that quotes" if words.quoted == 1 else "lines that quote"
        yield f"left out, being no words of the sender's: {words.quoted} {plural} an earlier mail"


def called(sender: str) -> str:
    """Return the name of a sender, or the address where there is no name."""
    name, address = parseaddr(sender)
    return name or address or sender


def parsed(raw: bytes) -> EmailMessage:
    """Parse a mail."""
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    if not message.keys():
        raise UnreadableError("has no headers like 'From: …'; name a text file *.txt")
    return message


def text_of(message: EmailMessage) -> tuple[str, tuple[str, ...]]:
    """Return the text of a mail, from its HTML where it has no other, and notes on decoding."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return "", ()
    decoded = decode(payload(part), charset=part.get_content_charset() or "")
    if part.get_content_type() != "text/html":
        return decoded.text, decoded.notes
    cites = 'type="cite"' in decoded.text or "gmail_quote" in decoded.text
    left_out = ("what it quotes of an earlier mail was left out",) if cites else ()
    return words_of(decoded.text), (*decoded.notes, *left_out)


def payload(part: MIMEPart) -> bytes:
    """Return the bytes of a part, its transfer encoding undone."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def attached(message: EmailMessage) -> Iterator[bytes]:
    """Yield the mails that are attached to a mail."""
    for part in message.iter_attachments():
        if part.get_content_type() == "message/rfc822":
            (inner,) = part.iter_parts()
            yield inner.as_bytes()


def aside(message: EmailMessage) -> Iterator[str]:
    """Name the attached files, which are not read."""
    for part in message.iter_attachments():
        if part.get_content_type() != "message/rfc822" and (name := part.get_filename()):
            yield f"the attached file {name[:80]!r} was not read; save it beside the mail"


def read_saved_page(given: Given) -> Readings:
    """Read a page that a browser saved whole, with its pictures, as MHTML."""
    message = parsed(given.read())
    parts = (part for part in message.walk() if part.get_content_type() == "text/html")
    part = next(parts, None)
    if not isinstance(part, EmailMessage):
        raise UnreadableError("holds no web page; save the page as HTML")
    url = message.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
    hints = Hints(url=str(url), charset=part.get_content_charset() or "")
    yield replace(web_page(replace(given, hints=hints), payload(part)), encoding=BINARY)
