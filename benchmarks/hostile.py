"""Files that hurt: made to crash, to hang, to fill memory, or to pass for what they are not."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from email.message import EmailMessage
from typing import TYPE_CHECKING

from benchmarks.documents import (
    Answer,
    assembled,
    mail,
    mailbox,
    page,
    pdf,
    rss,
    story,
    story_pdf,
    wacz,
    warc,
    word,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MANY = 100_000
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(97 + n)} "{f"&{chr(96 + n)};" * 10}">' for n in range(1, 10))
    + "]><rss><channel><item><title>&j;</title></item></channel></rss>"
)
STEALING = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<rss><channel><item><title>&x;</title></item></channel></rss>"
)


def crawl(n: int) -> bytes:
    """Return a web archive of one page."""
    return warc([Answer("https://x.example/", page(story(n)))], gzip=True)


def refused() -> Mapping[str, tuple[Callable[[], bytes], str]]:
    """Return files that give no article: how each is made, and what is said of it."""
    return {**unlike(), **growing(), **endless()}


def unlike() -> Mapping[str, tuple[Callable[[], bytes], str]]:
    """Return files that hold nothing, or not what their names say, or only the half of it."""
    return {
        "empty.pdf": (bytes, "empty"),
        "blank.csv": (lambda: b" \n\n", "empty"),
        "nothing.mbox": (bytes, "no mailbox"),
        "empty.warc": (bytes, "no WARC record"),
        "picture.pdf": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(1000), "broken"),
        "text.docx": (lambda: b"I am a text.", "zip"),
        "zip.docx": (lambda: zipped({"a.txt": b"hello"}), "broken"),
        "text.zip": (lambda: b"no zip at all\n" * 50, "damaged"),
        "text.arc": (lambda: b"a b c d 9\n" * 50, "another format"),
        "text.warc.gz": (lambda: b"no web archive at all\n" * 50, "another format"),
        "binary.html": (lambda: bytes(range(256)) * 100, "text"),
        "page.rss": (lambda: b"<html><body><p>Hello there.</p></body></html>", "no feed"),
        "mail.eml": (lambda: b"\n\nJust words without headers.", "headers"),
        "words.jsonl": (lambda: b"not json\nat all\n", "no JSON"),
        "number.json": (lambda: b"42", "list of articles"),
        "cut.pdf": (lambda: story_pdf(story(900))[:700], "broken"),
        "cut.docx": (lambda: word(["Cut off."])[:9000], "cut off"),
        "cut.wacz": (lambda: wacz(crawl(901))[:300], "cut off"),
        "cut.warc.gz": (lambda: crawl(901)[:60], "no WARC record"),
        "unlisted.wacz": (lambda: zipped({"archive/data.warc.gz": b"x"}), "datapackage"),
        "altered.wacz": (lambda: wacz(crawl(902), altered=True), "altered"),
        "locked.pdf": (locked_pdf, "password"),
    }


def growing() -> Mapping[str, tuple[Callable[[], bytes], str]]:
    """Return files that grow when they are unpacked, or are too large as they are."""
    items = b"<item/>" * 50_000 + b"</channel>"
    line = b"WARC/1.0\r\nX: " + b"a" * 50_000_000
    return {
        "bomb.docx": (lambda: bomb("word/document.xml", 110_000_000), "unpacks to"),
        "bomb.wacz": (lambda: zipped({"datapackage.json": b" " * 21_000_000}), "larger than"),
        "bomb.zip": (lambda: bomb("a.txt", 300_000_000), "larger than"),
        "deep.zip": (lambda: nested_zip(5), "archive within an archive"),
        "bomb.warc.gz": (lambda: gzip.compress(line), "a line is longer"),
        "deep-zip.docx": (lambda: nested_zip(5), "broken"),
        "flate.pdf": (lambda: flate_pdf(1), "Limit reached"),
        "flate-twice.pdf": (lambda: flate_pdf(2), "Limit reached"),
        "members.docx": (lambda: zipped({f"{n}.xml": b"" for n in range(5_000)}), "broken"),
        "items.rss": (lambda: rss([]).replace(b"</channel>", items), "50,000 entries"),
        "large.rss": (lambda: b"<rss><channel>" + b" " * 6_000_000, "more than 5 MB"),
        "line.txt": (lambda: b"x" * 10_000_000, "1,000,000"),
        "large.txt": (lambda: b"a\n" * 11_000_000, "larger than 20 MB"),
        "quote.csv": (lambda: b'title,text\n"' + b"a,b\n" * 400_000, "larger than field limit"),
        "wide.csv": (lambda: b"a," * MANY + b"\n1\n", "table whose columns"),
        "long.html": (lambda: b"<p>" + b"x" * 11_000_000, "no article text"),
    }


def endless() -> Mapping[str, tuple[Callable[[], bytes], str]]:
    """Return files that lead round in a circle, or deeper than a parser can follow."""
    return {
        "laughs.rss": (LAUGHS.encode, "DOCTYPE"),
        "laughs.docx": (lambda: zipped({"word/document.xml": LAUGHS.encode()}), "DOCTYPE"),
        "stealing.atom": (STEALING.encode, "DOCTYPE"),
        "loop.pdf": (lambda: looped_pdf("/Kids [2 0 R]"), "cyclic"),
        "count.pdf": (lambda: looped_pdf("/Count 1000000000 /Kids []"), "no pages"),
        "nested.html": (lambda: b"<div>" * MANY + b"deep", "no article text"),
        "nested.rss": (lambda: b"<rss><channel>" + b"<b>" * (MANY // 5), "entries"),
        "nested.json": (lambda: b"[" * MANY, "nested"),
        "nested.eml": (nested_mail, "nested"),
        "brackets.html": (lambda: b"<" * 200_000, "no article text"),
    }


def endured() -> Mapping[str, tuple[Callable[[], bytes], str]]:
    """Return files that are odd and give an article all the same: how made, what is noted."""
    half = b'{"title": "S", "text": "The clerk \\ud83d of Half said so."}'
    accented = "The clerk of Café said so. ".encode() * 20
    nul = b"title,text\nNul,The clerk\0 of the table said that it was so.\n"
    formula = b"title,text\n=cmd()|x,The clerk of Formula said that it was so.\n"
    stealing = "<script>steal()</script>"
    return {
        "path.docx": (lambda: traversing(word(["Path", "The clerk said that it was so."])), ""),
        "offsets.pdf": (lambda: story_pdf(story(903)).replace(b"startxref\n", b"startxref\n9"), ""),
        "nul.txt": (lambda: b"The clerk\0 of Nul said that it was so.", "NUL"),
        "nul.csv": (lambda: nul, ""),
        "bidi.txt": ("The clerk \u202eof Bidi\u202c said that it was so.".encode, ""),
        "surrogate.jsonl": (lambda: half, "cut in half"),
        "script.html": (lambda: page(story(910), body=stealing), ""),
        "script.rss": (lambda: rss([story(911)], extra=f"<!-- <item> -->{stealing}"), ""),
        "charset.html": (lambda: page(story(912)).replace(b"utf-8", b"x-none"), "declares charset"),
        "headers.mbox": (lambda: headers_mailbox(MANY), ""),
        "crlf.mbox": (lambda: mailbox([mail(story(913))]).replace(b"\n", b"\r\n"), ""),
        "cut.rss": (lambda: rss([story(914), story(917)])[:-60], "summary"),
        "length.warc": (lambda: longer(gzip.decompress(crawl(918))), "cut off"),
        "bytes.txt": (lambda: accented + b"\xe9\xff.", "decoded"),
        "formula.csv": (lambda: formula, ""),
        "run-on.eml": (lambda: mail(story(915)).as_bytes() + b"=" * MANY, ""),
    }


def longer(raw: bytes) -> bytes:
    """Return a web archive whose record says that it is longer than it is."""
    return raw.replace(b"Content-Length: ", b"Content-Length: 9")


def bomb(name: str, size: int) -> bytes:
    """Return a zip of a few kilobytes whose member unpacks to ``size``."""
    out = io.BytesIO()
    piece = b" " * 1_000_000
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w", force_zip64=True) as file,
    ):
        for _ in range(size // len(piece)):
            file.write(piece)
    return out.getvalue()


def nested_zip(depth: int) -> bytes:
    """Return a zip in a zip in a zip."""
    raw = b"x" * 1_000_000
    for n in range(depth):
        raw = zipped({f"{n}.zip": raw})
    return raw


def flate_pdf(times: int) -> bytes:
    """Return a PDF whose page unpacks to 80 MB, by one filter or by two."""
    raw = zlib.compress(b"(" * 80_000_000)
    raw = zlib.compress(raw) if times > 1 else raw
    filters = "/FlateDecode " * times
    made = pdf([["x"]]).decode("latin-1")
    begin, end = made.index("<< /Length"), made.index("endstream")
    stream = f"<< /Filter [{filters}] /Length {len(raw)} >>\nstream\n{raw.decode('latin-1')}\n"
    return (made[:begin] + stream + made[end:]).encode("latin-1")


def looped_pdf(pages: str) -> bytes:
    """Return a PDF whose tree of pages is what is given."""
    return assembled(
        ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages {pages} >>", "<< /Title (Loop) >>"]
    )


def locked_pdf() -> bytes:
    """Return a PDF that says it is encrypted."""
    lock = "<< /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >>"
    return pdf([["secret"]]).replace(b"/Root 1 0 R", f"/Root 1 0 R /Encrypt {lock}".encode())


def nested_mail() -> bytes:
    """Return a mail in a mail, two thousand deep."""
    head = b"From: a@x.example\nContent-Type: message/rfc822\n\n"
    return head * 2_000 + b"From: a@x.example\n\nDeep."


def headers_mailbox(count: int) -> bytes:
    """Return a mailbox whose mail has so many headers."""
    message: EmailMessage = mail(story(916))
    head, _, body = message.as_bytes().partition(b"\n\n")
    more = b"\n".join(b"X-Header-%d: value" % n for n in range(count))
    return b"From x\n" + head + b"\n" + more + b"\n\n" + body


def traversing(raw: bytes) -> bytes:
    """Return a zip with a member whose name leads out of any folder."""
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("../../../../tmp/claimdesk-was-here.xml", json.dumps({}))
    return out.getvalue()
