"""Sixty files and more of every format, and the titles of the articles that are in each."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from benchmarks.documents import (
    Answer,
    Story,
    arc,
    atom,
    mail,
    mailbox,
    markdown,
    page,
    pdf,
    press_export,
    rss,
    saved_page,
    story,
    story_pdf,
    wacz,
    warc,
    word,
    wrapped,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Made = tuple[str, bytes, tuple[str, ...]]

# ruff: noqa: RUF001 - other scripts have letters that look like ours
KOREAN = "다리 폐쇄 {}\n\n가상시 시장은 다리 {}호가 폐쇄되었다고 말했다. 다리는 금요일에 닫혔다."
JAPANESE = "橋の閉鎖 {}\n\n架空市の市長は、橋{}号が閉鎖されたと述べた。橋は金曜日に閉じられた。"
CHINESE = "桥梁关闭 {}\n\n虚构市市长说，第{}号桥已经关闭。该桥于星期五关闭，市民感到惊讶。"
RUSSIAN = "Мост закрыт {}\n\nМэр города Примерска сказал, что мост номер {} закрыт. Он не открыт."
WESTERN = "Café fermé {}\n\nLe maire d’Exempleville a dit que le café numéro {} était fermé à midi."
ENCODED = (
    ("utf-8", WESTERN), ("utf-8-sig", KOREAN), ("utf-16", RUSSIAN), ("utf-16-le", KOREAN),
    ("utf-16-be", WESTERN), ("cp1252", WESTERN), ("euc-kr", KOREAN), ("cp949", KOREAN),
    ("shift_jis", JAPANESE), ("gb18030", CHINESE), ("windows-1251", RUSSIAN),
)  # fmt: skip


def friendly() -> Iterator[Made]:
    """Yield name, bytes, and the titles that must be read, of each file."""
    numbers = count(1)
    yield from texts(numbers)
    yield from pages(numbers)
    yield from feeds(numbers)
    yield from documents(numbers)
    yield from mails(numbers)
    yield from archives(numbers)
    yield from tables(numbers)


def one(numbers: Iterator[int]) -> Story:
    """Return the next story."""
    return story(next(numbers))


def texts(numbers: Iterator[int]) -> Iterator[Made]:
    """Yield text files in every encoding, and Markdown dated in several zones."""
    for encoding, words in ENCODED:
        n = next(numbers)
        text = words.format(n, n)
        yield f"text-{encoding}.txt", text.encode(encoding), (text.partition("\n")[0],)
    for zone in ("Z", "+09:00", "-05:00"):
        made = one(numbers)
        raw = markdown(made, f"2019-02-22T08:30:00{zone}")
        yield f"zone-{zone.replace(':', '')}.md", raw, (made.title,)


def pages(numbers: Iterator[int]) -> Iterator[Made]:
    """Yield web pages: plain, saved whole, and declaring another charset."""
    for n in range(4):
        made = one(numbers)
        yield f"page-{n}.html", page(made), (made.title,)
    for charset in ("euc-kr", "windows-1251", "shift_jis", "gb18030"):
        made = one(numbers)
        yield f"charset-{charset}.htm", page(made, charset=charset), (made.title,)
    for n in range(3):
        made = one(numbers)
        yield f"saved-{n}.mhtml", saved_page(made), (made.title,)


def feeds(numbers: Iterator[int]) -> Iterator[Made]:
    """Yield feeds whose entries carry the whole text."""
    for n, charset in enumerate(("utf-8", "iso-8859-1", "utf-16")):
        some = [one(numbers) for _ in range(3)]
        yield f"feed-{n}.rss", rss(some, charset=charset), tuple(s.title for s in some)
    for suffix in ("atom", "xml"):
        some = [one(numbers) for _ in range(2)]
        yield f"feed.{suffix}", atom(some), tuple(s.title for s in some)


def documents(numbers: Iterator[int]) -> Iterator[Made]:
    """Yield PDF and Word files."""
    for n in range(5):
        made = one(numbers)
        yield f"story-{n}.pdf", story_pdf(made), (made.title,)
    heads = [
        [f"The Fable Gazette, page {n}", *wrapped(one(numbers).body), f"{n}"] for n in range(4)
    ]
    yield "untitled.pdf", pdf(heads), ("",)
    for n in range(3):
        made = one(numbers)
        made_at = datetime(2019, 2, 21, 23, 30, tzinfo=UTC)
        raw = word([made.title, *made.paragraphs], title=made.title, created=made_at)
        yield f"story-{n}.docx", raw, (made.title,)
    some = [one(numbers) for _ in range(3)]
    yield "press.docx", press_export(some), tuple(s.title for s in some)


def mails(numbers: Iterator[int]) -> Iterator[Made]:
    """Yield mails, whole and in mailboxes."""
    for n, html in enumerate((False, True, False)):
        made = one(numbers)
        yield f"mail-{n}.eml", mail(made, html=html).as_bytes(), (made.title,)
    for charset in ("euc-kr", "utf-8"):
        n = next(numbers)
        text = KOREAN.format(n, n)
        made = story(n)
        yield (
            f"mail-{charset}.eml",
            mail(made, text=text, charset=charset).as_bytes(),
            (made.title,),
        )
    for n in range(3):
        some = [one(numbers) for _ in range(3)]
        yield f"box-{n}.mbox", mailbox(map(mail, some)), tuple(s.title for s in some)


def archives(numbers: Iterator[int]) -> Iterator[Made]:
    """Yield web archives, and zips that stand for a folder."""
    for suffix in ("warc", "warc.gz", "wacz", "arc"):
        for n in range(2):
            some = [one(numbers) for _ in range(2)]
            answers = [Answer(s.url, page(s)) for s in some]
            answers.append(Answer("https://fabricator.example/logo", b"GIF89a", "image/gif"))
            raw = arc(answers) if suffix == "arc" else warc(answers, gzip=suffix != "warc")
            raw = wacz(raw, [s.url for s in some]) if suffix == "wacz" else raw
            yield f"crawl-{n}.{suffix}", raw, tuple(s.title for s in some)
    some = [one(numbers) for _ in range(3)]
    files = {"a/page.html": page(some[0]), "b.pdf": story_pdf(some[1]), "c.md": markdown(some[2])}
    yield "folder.zip", zipped(files), tuple(s.title for s in some)


def tables(numbers: Iterator[int]) -> Iterator[Made]:
    """Yield tables whose columns are called as the fields are."""
    for suffix, mark in (("csv", ","), ("tsv", "\t")):
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            some = [one(numbers) for _ in range(2)]
            rows = [mark.join(("title", "text", "url", "published"))]
            rows += [mark.join((s.title, f'"{s.body}"', s.url, s.published)) for s in some]
            raw = "\r\n".join(rows).encode(encoding)
            yield f"table-{encoding}.{suffix}", raw, tuple(s.title for s in some)
    for name, begin, between, end in (("lines.jsonl", "", "\n", ""), ("list.json", "[", ",", "]")):
        some = [one(numbers) for _ in range(2)]
        raw = begin + between.join(map(row, some)) + end
        yield name, raw.encode(), tuple(s.title for s in some)


def row(made: Story) -> str:
    """Return a story as a JSON object."""
    url, published = made.url, made.published
    return json.dumps({"title": made.title, "text": made.body, "url": url, "published": published})
