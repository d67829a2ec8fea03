"""Documents of every format that is read, about towns that do not exist: for tests and benchmarks.

Each is made from a story; nothing is fetched and nobody is real.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from typing import TYPE_CHECKING

import docx
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

TOWNS = ("Exampleton", "Port Sample", "Lower Fable", "Mockingham", "Nowhere-on-Sea")
LONG_WORD, ROOM = 8, 5
PAPER = "[0 0 595 842]"
SET = "/Resources << /Font << /F1 3 0 R >> >> /Contents"
WORKS = ("bridge", "reservoir", "tram line", "town hall", "harbour wall", "library")


@dataclass(frozen=True, slots=True)
class Story:
    """An article that can be put into any format."""

    title: str
    paragraphs: tuple[str, ...]
    publisher: str
    author: str
    published: str
    url: str

    @property
    def body(self) -> str:
        """The paragraphs, a blank line between them."""
        return "\n\n".join(self.paragraphs)

    @property
    def html(self) -> str:
        """The paragraphs as HTML."""
        return "".join(f"<p>{escape(one)}</p>" for one in self.paragraphs)


def story(n: int, *, paragraphs: int = 5) -> Story:
    """Make up the story of this number; two numbers share no sentence."""
    town, work = TOWNS[n % len(TOWNS)], WORKS[n % len(WORKS)]
    said = tuple(
        f"Councillor number {n} of {town} said in session {i} that the {work} would cost "
        f"{n + 17 * i} thousand crowns. “It is {i + n} years too late,” the engineer of works "
        f"{n}-{i} answered, and the clerk wrote down item {n * 31 + i}."
        for i in range(1, paragraphs + 1)
    )
    return Story(
        title=f"Council of {town} argues about {work} number {n}",
        paragraphs=said,
        publisher=f"The {town} Fabricator",
        author=f"Invented Author {n}",
        published="2019-02-22T08:30:00+09:00",
        url=f"https://fabricator.example/{work.replace(' ', '-')}/{n}",
    )


def markdown(one: Story, published: str = "") -> bytes:
    """Return a story as text with front matter."""
    matter = {
        "title": one.title,
        "author": one.author,
        "published": published or one.published,
        "publisher": one.publisher,
        "url": one.url,
        "language": "en",
    }
    lines = "".join(f"{name}: {value}\n" for name, value in matter.items())
    return f"---\n{lines}---\n\n{one.body}\n".encode()


def page(one: Story, *, head: str = "", body: str = "", charset: str = "utf-8") -> bytes:
    """Return a story as a web page with menu, metadata and footer."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": one.title,
        "datePublished": one.published,
        "author": {"@type": "Person", "name": one.author},
    }
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>{one.title}</title>'
        f'<meta property="og:site_name" content="{one.publisher}">'
        f'<link rel="canonical" href="{one.url}">{head}'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head><body>'
        "<nav><a href='/'>Home</a> <a href='/weather'>Weather</a></nav><main><article>"
        f"<h1>{one.title}</h1>{one.html}{body}</article></main>"
        "<footer>All rights invented</footer></body></html>"
    ).encode(charset, "xmlcharrefreplace")


def furnished_page(one: Story, *, links: int = 80, script: int = 30_000) -> bytes:
    """Return a story as newspapers serve it: among 50 kB of menus, teasers and scripts."""
    each = range(links)
    menu = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in each)
    teasers = "".join(
        f'<div class="teaser"><a href="/story/{n}"><img src="/image/{n}.jpg" alt=""><h3>Another '
        f"story of town {n}</h3></a><span>{n} minutes ago</span></div>"
        for n in each
    )
    code = "settings.item = settings.item || 1;\n" * (script // 36)
    around = f'<aside class="related">{teasers}</aside><ul class="menu">{menu}</ul><footer>'
    return page(one, head=f"<script>{code}</script>").replace(b"<footer>", around.encode())


def saved_page(one: Story) -> bytes:
    """Return a story as a browser saves a whole page (MHTML)."""
    message = EmailMessage()
    message["Snapshot-Content-Location"] = one.url
    message.set_content(page(one).decode(), subtype="html", cte="quoted-printable")
    message.make_related()
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png")
    return message.as_bytes()


def rss(stories: Iterable[Story], *, extra: str = "", charset: str = "utf-8") -> bytes:
    """Return stories as an RSS feed that carries their whole text."""
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{one.url}</link><dc:creator>{one.author}"
        "</dc:creator><pubDate>Fri, 22 Feb 2019 08:30:00 +0900</pubDate><content:encoded>"
        f"<![CDATA[{one.html}]]></content:encoded></item>"
        for one in stories
    )
    return (
        f'<?xml version="1.0" encoding="{charset}"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Fable Feed</title>'
        f"<language>en-GB</language>{items}{extra}</channel></rss>"
    ).encode(charset, "xmlcharrefreplace")


def atom(stories: Iterable[Story]) -> bytes:
    """Return stories as an Atom feed that carries their whole text."""
    entries = "".join(
        f"<entry><title>{escape(one.title)}</title><link href='{one.url}'/><id>{one.url}</id>"
        f"<author><name>{one.author}</name></author><published>{one.published}</published>"
        f"<source><title>{one.publisher}</title></source>"
        f"<content type='html'>{escape(one.html)}</content></entry>"
        for one in stories
    )
    return (
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>"
        f"<title>The Fable Feed</title>{entries}</feed>"
    ).encode()


def pdf(pages: Sequence[Sequence[str]], facts: Mapping[str, str] | None = None) -> bytes:
    """Return lines of text as a PDF, a page for each sequence of them; a blank line is a gap."""
    info = "".join(f"/{name} ({value})" for name, value in (facts or {}).items())
    first = 4
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, lines in enumerate(pages):
        shown = "".join(
            f"0 -14 Td ({literal(line)}) Tj\n" if line else "0 -14 Td\n" for line in lines
        )
        stream = f"BT /F1 11 Tf 50 800 Td\n{shown}ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox {PAPER} {SET} {first + 2 * n + 1} 0 R >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    objects.append(f"<< {info} >>")
    return assembled(objects)


def literal(line: str) -> str:
    """Return a line as PDF writes it between brackets."""
    marks = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return "".join(c if c.isascii() else f"\\{c.encode('cp1252')[0]:03o}" for c in marks)


def assembled(objects: Sequence[str]) -> bytes:
    """Return a PDF of these objects, the first its catalogue, the last its metadata."""
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1"))
    begins = out.tell()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size, last = len(objects) + 1, len(objects)
    trailer = f"<< /Size {size} /Root 1 0 R /Info {last} 0 R >>\nstartxref\n{begins}\n%%EOF"
    out.write(f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n{trailer}".encode())
    return out.getvalue()


def wrapped(text: str, width: int = 80) -> list[str]:
    """Return a paragraph as a printer sets it: full lines, and long words cut by a hyphen."""
    lines, held = [], ""
    for word in text.split():
        room = width - len(held) - 1
        if len(word) <= room:
            held = f"{held} {word}".strip()
        elif len(word) > LONG_WORD and room > ROOM and word.isalpha():
            lines.append(f"{held} {word[:4]}-".strip())
            held = word[4:]
        else:
            lines.append(held)
            held = word
    return [*lines, held]


def story_pdf(one: Story) -> bytes:
    """Return a story as a PDF with title, author and date."""
    lines = [one.title, ""]
    for paragraph in one.paragraphs:
        lines += [*wrapped(paragraph), ""]
    facts = {"Title": one.title, "Author": one.author, "CreationDate": "D:20190222083000+09'00'"}
    return pdf([lines[start : start + 50] for start in range(0, len(lines), 50)], facts)


def word(lines: Sequence[str], **facts: object) -> bytes:
    """Return paragraphs as a Word file."""
    document = docx.Document()
    for name, value in facts.items():
        setattr(document.core_properties, name, value)
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def press_export(stories: Iterable[Story]) -> bytes:
    """Return stories as a press database exports them into one Word file."""
    lines = ["User Name: nobody", "Date and Time: 1 March 2019", "Documents (3)"]
    for one in stories:
        lines += [
            one.title, one.publisher, "February 22, 2019 Friday", "Copyright 2019 Nobody",
            "Section: LOCAL; Pg. 1", "Length: 120 words", f"Byline: {one.author}", "Body",
            *one.paragraphs, "Load-Date: February 23, 2019", "End of Document",
        ]  # fmt: skip
    return word(lines)


def mail(one: Story, *, text: str = "", html: bool = False, charset: str = "utf-8") -> EmailMessage:
    """Return a story as a mail."""
    message = EmailMessage()
    message["From"] = f"{one.publisher} <desk@fabricator.example>"
    message["To"] = "reader@nowhere.example"
    message["Subject"] = one.title
    message["Date"] = "Fri, 22 Feb 2019 08:30:00 +0900"
    if html:
        message.set_content(f"<html><body>{one.html}</body></html>", subtype="html")
    else:
        message.set_content(text or one.body, charset=charset)
    return message


def mailbox(messages: Iterable[EmailMessage]) -> bytes:
    """Return mails as a mailbox."""
    return b"".join(
        b"From desk@fabricator.example Fri Feb 22 08:30:00 2019\n"
        + one.as_bytes().replace(b"\nFrom ", b"\n>From ")
        + b"\n\n"
        for one in messages
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered a crawler."""

    url: str
    raw: bytes
    media_type: str = "text/html; charset=utf-8"
    status: str = "200 OK"


def warc(answers: Iterable[Answer], *, gzip: bool = False) -> bytes:
    """Return answers as a crawler keeps them."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    for one in answers:
        headers = StatusAndHeaders(
            one.status, [("Content-Type", one.media_type)], protocol="HTTP/1.1"
        )
        record = writer.create_warc_record(
            one.url,
            "response",
            payload=io.BytesIO(one.raw),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2019-03-01T12:00:00Z"},
        )
        writer.write_record(record)
        record.raw_stream.close()  # the writer leaves its temporary file to chance
    return out.getvalue()


def arc(answers: Iterable[Answer], *, pack: Callable[[bytes], bytes] = bytes) -> bytes:
    """Return answers as crawlers kept them before there was WARC, each packed by itself."""

    def record(url: str, media_type: str, raw: bytes) -> bytes:
        head = f"{url} 192.0.2.1 20190301120000 {media_type} {len(raw)}\n"
        return pack(head.encode() + raw + b"\n")

    terms = b"1 0 Nobody\nURL IP-address Archive-date Content-type Archive-length\n"
    first = record("filedesc://crawl.arc", "text/plain", terms)
    return first + b"".join(
        record(
            one.url,
            one.media_type.partition(";")[0],
            f"HTTP/1.1 {one.status}\r\nContent-Type: {one.media_type}\r\n\r\n".encode() + one.raw,
        )
        for one in answers
    )


def wacz(records: bytes, pages: Iterable[str] = (), *, altered: bool = False) -> bytes:
    """Return WARC records (gzip) as a WACZ file; ``altered`` breaks the hash that it lists."""
    files = {"archive/data.warc.gz": records}
    if pages:
        lines = [{"format": "json-pages-1.0", "id": "pages"}, *({"url": url} for url in pages)]
        files["pages/pages.jsonl"] = "\n".join(map(json.dumps, lines)).encode()
    resources = [
        {"name": name, "path": name, "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}"}
        for name, raw in files.items()
    ]
    package = json.dumps({"profile": "data-package", "resources": resources}).encode()
    if altered:
        files["archive/data.warc.gz"] = records[:-1] + b"x"
    return zipped({**files, "datapackage.json": package})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return out.getvalue()
