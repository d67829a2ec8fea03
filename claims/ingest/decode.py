"""Bytes to text: what is declared is believed first, what is guessed says so."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from charset_normalizer import CharsetMatch, from_bytes

from claims.errors import UnreadableError

# UTF-32 before UTF-16: the little-endian mark of one begins with that of the other.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# In the order that decides where the guesser finds several equally good: the Korean code page
# first, since Korean dumps are the commonest undeclared ones; Western before Central European.
CANDIDATES = (
    "cp949", "cp932", "euc_jp", "gb18030", "big5",
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp874", "utf_16_le", "utf_16_be",
)  # fmt: skip

# What pages mean by a label is what browsers take it for (WHATWG Encoding Standard, §4.2).
LABELS = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "ks_c_5601-1987": "cp949",
    "latin1": "cp1252",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "us-ascii": "cp1252",
    "utf-16": "utf-8",
    "utf-16be": "utf-8",
    "utf-16le": "utf-8",
    "x-sjis": "cp932",
}

# Python knows more codecs than pages may ask for; some, like punycode, take for ever.
FAMILIES = (
    "utf-8", "cp", "iso8859", "iso2022", "koi8", "euc", "gb", "big5", "shift", "johab", "hz",
    "mac", "tis", "ptcp",
)  # fmt: skip

DECLARATION = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,200}?\bencoding)\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
HIRAGANA = re.compile("[\u3041-\u3096]")
HEAD = 4096
SAMPLE = 65_536
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Controls that no text file holds; tab, line ends and form feed are common.
CONTROLS = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as decoded.

    Attributes:
        text: LF line ends, no NUL, no lone surrogate.
        encoding: name of the encoding, "(guessed)" appended where it was a guess.
        notes: what a person should know about how it was decoded.
    """

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(raw: bytes, *, markup: bool = False, charset: str = "") -> Decoded:
    """Decode the bytes of a file.

    A byte-order mark is believed first, then what a server or an HTML page declares, then UTF-8
    if the bytes are strictly that; after that it is a guess (charset-normalizer), marked as one.

    Args:
        raw: the bytes as they lie on disk.
        markup: look for a declared charset, as web pages have it.
        charset: as a server or a mail declared it beside the bytes; "" where none did.

    Raises:
        UnreadableError: the bytes do not look like text in any encoding.
    """
    notes: list[str] = []
    declared = (charset.lower(), declaration(raw) if markup else "")
    text, encoding = by_mark(raw) or by_declaration(raw, notes, declared) or by_form(raw)
    if encoding.endswith("(guessed)"):
        notes.append(
            f"the file does not say how it is encoded; {encoding.removesuffix(' (guessed)')} is a "
            "guess: check the names, and save the file as UTF-8 if they are garbled"
        )
    notes += lost(raw, text)
    if "\0" in text:
        notes.append(f"{text.count(chr(0))} NUL characters were removed")
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    refuse_binary(text)
    return Decoded(text=text, encoding=encoding, notes=tuple(notes))


def by_mark(raw: bytes) -> tuple[str, str] | None:
    """Decode by the byte-order mark, where there is one."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace"), encoding
    return None


def declaration(raw: bytes) -> str:
    """Return the charset that a page declares in its head, "" where it declares none."""
    declared = DECLARATION.search(raw[:HEAD])
    return declared[1].decode("ascii", "replace").lower() if declared else ""


def by_declaration(raw: bytes, notes: list[str], labels: Iterable[str]) -> tuple[str, str] | None:
    """Decode as the first label says that the bytes agree with; leave a note on any other."""
    for label in filter(None, labels):
        encoding = known_encoding(label)
        if encoding and agrees(raw, encoding):
            return raw.decode(encoding, "replace"), encoding
        notes.append(f"the page declares charset {label!r}, which its bytes do not follow")
    return None


def agrees(raw: bytes, encoding: str) -> bool:
    """Tell whether bytes are of the encoding declared, a few broken ones aside."""
    return fits(raw, encoding) or (not fits(raw, "utf-8") and is_damaged(raw, encoding))


def known_encoding(label: str) -> str:
    """Return what Python calls the charset of this label; "" for none that pages use."""
    try:
        name = codecs.lookup(LABELS.get(label, label)).name
    except LookupError:
        return ""
    return name if name.startswith(FAMILIES) else ""


def fits(raw: bytes, encoding: str) -> bool:
    """Tell whether the bytes are strictly of this encoding."""
    try:
        raw.decode(encoding)
    except UnicodeError:
        return False
    return True


def by_form(raw: bytes) -> tuple[str, str]:
    """Decode by the form of the bytes: UTF-16 without a mark, UTF-8, else a guess."""
    wide = looks_wide(raw, share=0.2)
    if not wide and (fits(raw, "utf-8") or is_damaged(raw, "utf-8")):
        return raw.decode("utf-8", "replace"), "utf-8"
    rarely = looks_wide(raw, share=0.001)
    encoding = wide or (rarely if rarely and fits(raw, rarely) else guess(raw))
    return raw.decode(encoding, "replace"), f"{encoding} (guessed)"


def looks_wide(raw: bytes, *, share: float) -> str:
    """Tell UTF-16 by its NULs: spaces and digits put them on one side of each pair only.

    Args:
        raw: the bytes.
        share: least share of pairs with a NUL. ASCII in UTF-16 is also valid UTF-8, so that a
            few stray NULs must not count as a sign before UTF-8 has been tried.
    """
    if not raw or len(raw) % 2:
        return ""
    even, odd = raw[::2].count(0), raw[1::2].count(0)
    if max(even, odd) < share * len(raw) / 2 or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def is_damaged(raw: bytes, encoding: str) -> bool:
    """Tell an encoding with a few broken bytes from another one, by weighing good against bad."""
    text = raw.decode(encoding, "replace")
    broken = text.count(REPLACEMENT)
    good = sum(not char.isascii() for char in text) - broken
    return broken * 2 <= good


def guess(raw: bytes) -> str:
    """Guess the encoding; the earliest candidate wins among equally good ones."""
    # Cut at a line end: a character cut in half makes every right answer impossible.
    sample = raw[: raw.rfind(b"\n", 0, SAMPLE) + 1] or raw[:SAMPLE]
    # One broken byte rules the right answer out as well, so try once more with less.
    for part in (raw[: SAMPLE * 16], sample, raw[: raw.find(b"\n") + 1]):
        matches = list(from_bytes(part, cp_isolation=list(CANDIDATES))) if part else []
        if matches:
            return "cp932" if reads_as_kana(part) else preferred(matches)
    return "utf-8"


def reads_as_kana(raw: bytes) -> bool:
    """Tell Japanese, which hiragana runs through, from Korean, whose code page takes its bytes too.

    Korean itself keeps to the syllables of EUC-KR, and read as Japanese shows no hiragana.
    """
    if fits(raw, "euc_kr") or not fits(raw, "cp932"):
        return False
    letters = [char for char in raw.decode("cp932") if not char.isascii()]
    return len(HIRAGANA.findall("".join(letters))) * 5 > len(letters)


def preferred(matches: list[CharsetMatch]) -> str:
    """Choose among the matches that are as good as the best one."""
    best = (matches[0].chaos, matches[0].coherence)
    equal = [match for match in matches if (match.chaos, match.coherence) == best]
    names = {name for match in equal for name in (match.encoding, *match.could_be_from_charset)}
    return next(name for name in CANDIDATES if name in names)


def lost(raw: bytes, text: str) -> list[str]:
    """Note how many places could not be decoded, not counting marks that the file itself holds."""
    count = text.count(REPLACEMENT)
    if not count or raw.count(REPLACEMENT.encode()) >= count:
        return []
    return [f"{count} places could not be decoded and read \N{REPLACEMENT CHARACTER}"]


def refuse_binary(text: str) -> None:
    """Raise where the text is mostly what no text holds: pictures, archives, programs."""
    controls = len(CONTROLS.findall(text))
    if text.count(REPLACEMENT) * 10 > len(text) or (controls - 2) * 50 > len(text):
        raise UnreadableError("does not look like text; save it as plain text in UTF-8")
