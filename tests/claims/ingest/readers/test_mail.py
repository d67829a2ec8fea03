"""Mails: a sender answers for their own words, and for nobody else's."""

from datetime import UTC, datetime
from email.message import EmailMessage

from benchmarks.documents import mail, mailbox, story
from claims.ingest.page import Left, Page
from claims.ingest.read import read_raw

NOW = datetime(2026, 1, 15, tzinfo=UTC)
OWN = "I was at the bridge of Exampleton myself, and it was shut all day long."
QUOTED = (
    "\n\nOn Fri, 22 Feb 2019 at 10:00, Bob Bobson wrote:\n> The bridge is open.\n> Believe me.\n"
)
FORWARDED = """

---------- Forwarded message ---------
From: Clerk Clara <clara@fable.example>
Date: Thu, 21 Feb 2019 18:00:00 +0100
Subject: Wall
To: all <all@fable.example>

The harbour wall of Lower Fable is to be torn down in spring.
> Is it true?
"""
OUTLOOK = """

From: Clerk Clara <clara@fable.example>
Sent: Thursday, February 21, 2019 6:00 PM
To: all
Subject: Wall

The harbour wall of Lower Fable is to be torn down in spring.
"""


def read(message: EmailMessage) -> list[Page | Left]:
    """Read a mail."""
    return list(read_raw(message.as_bytes(), name="a.eml", now=NOW))


def words(text: str, subject: str = "Bridge") -> EmailMessage:
    """Return a mail with this text."""
    message = mail(story(1), text=text)
    message.replace_header("Subject", subject)
    return message


def test_own_words() -> None:
    """The sender is author and publisher, the subject the title, the date that of the mail."""
    (page,) = read(words(OWN))

    assert isinstance(page, Page)
    assert page.text == f"Bridge\n\n{OWN}"
    assert page.publisher == page.author == "The Port Sample Fabricator"
    assert page.published == datetime(2019, 2, 21, 23, 30, tzinfo=UTC)


def test_what_is_quoted() -> None:
    """What a mail quotes of an earlier one is left out, and the page says how much."""
    (page,) = read(words(OWN + QUOTED))

    assert isinstance(page, Page)
    assert page.text == f"Bridge\n\n{OWN}"
    assert "3 lines that quote an earlier mail" in page.notes[0]


def test_what_is_forwarded() -> None:
    """A forwarded mail is an article of whoever wrote it, dated as its headers say, as a guess."""
    for text, when in ((FORWARDED, datetime(2019, 2, 21, 17, tzinfo=UTC)), (OUTLOOK, None)):
        own, forwarded = read(words(OWN + text, "Fwd: Bridge"))

        assert isinstance(own, Page)
        assert isinstance(forwarded, Page)
        assert own.text == f"Fwd: Bridge\n\n{OWN}"
        assert forwarded.file == "a.eml#1"
        assert forwarded.publisher == "Clerk Clara"
        assert forwarded.text.splitlines()[2:] == [
            "The harbour wall of Lower Fable is to be torn down in spring."
        ]
        assert forwarded.published_origin == "guessed"
        assert forwarded.published == (when or datetime(2019, 2, 21, tzinfo=UTC))
        assert forwarded.raw in own.raw.replace(b"\r", b"")


def test_what_is_answered() -> None:
    """An earlier mail below an answer is nobody's article, with or without a mark before it."""
    (page,) = read(words(OWN + OUTLOOK, "Re: Bridge"))

    assert isinstance(page, Page)
    assert "harbour" not in page.text
    assert "left out" in page.notes[0]


def test_a_mail_attached_to_a_mail() -> None:
    """An attached mail is an article by itself; an attached file is named, and not read."""
    outer = words("See below.")
    outer.add_attachment(mail(story(2)))
    outer.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    left, page = read(outer)

    assert isinstance(left, Left)
    assert not left.failed
    assert isinstance(page, Page)
    assert (page.file, page.publisher) == ("a.eml#1", story(2).publisher)
    outer = words(OWN)
    outer.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    (page,) = read(outer)
    assert isinstance(page, Page)
    assert "'plan.pdf' was not read" in page.notes[0]


def test_html_without_text() -> None:
    """A mail in HTML alone is read, without what it cites."""
    message = mail(story(3), html=True)
    cited = '<blockquote type="cite"><p>The bridge is open.</p></blockquote></body>'
    message.set_content(
        message.get_content().replace("</body>", cited), subtype="html", cte="base64"
    )
    (page,) = read(message)

    assert isinstance(page, Page)
    assert page.text.endswith(story(3).body)
    assert "cite" not in page.text
    assert "quotes" in page.notes[0]


def test_a_mailbox() -> None:
    """Each mail of a mailbox is read by its place, whatever one of them is like."""
    broken = EmailMessage()
    raw = mailbox(
        [
            words(OWN),
            broken,
            words(f"From here on, all is shut.\n\nFrom there on.{FORWARDED}", "Fw: x"),
        ]
    )
    found = list(read_raw(raw, name="a.mbox", now=NOW))

    assert [one.file for one in found] == ["a.mbox#1", "a.mbox#2", "a.mbox#3", "a.mbox#3.1"]
    assert isinstance(found[1], Left)
    assert isinstance(found[2], Page)
    assert "From there on." in found[2].text
