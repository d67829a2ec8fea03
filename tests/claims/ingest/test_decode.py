"""How bytes become text, and what is said about it."""

import codecs

import pytest

from claims.errors import UnreadableError
from claims.ingest.decode import decode

KOREAN = (
    "국정원은 김혁철 처형 보도를 확인할 수 없다고 22일 밝혔다.\n\n"
    "조선일보는 소식통을 인용해 보도했다.\n"
)
UHC = KOREAN + "똠방각하\n"  # a syllable that EUC-KR lacks and CP949 has
JAPANESE = "北朝鮮は木曜日にミサイルを発射したと韓国軍が発表した。\n"
CHINESE = "朝鲜官员被处决的报道没有得到证实。韩国国家情报院表示无法确认。\n"
RUSSIAN = "Представитель министерства заявил, что сообщения не подтвердились.\n"
ENGLISH = "Minister Ana Example denied it on Monday.\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@pytest.mark.parametrize("text", [ENGLISH, KOREAN])
def test_a_byte_order_mark(mark: bytes, encoding: str, text: str) -> None:
    """A byte-order mark is believed, and does not become part of the text."""
    decoded = decode(mark + text.encode(encoding))

    assert decoded.text == text
    assert (decoded.encoding, decoded.notes) == (encoding, ())


@pytest.mark.parametrize("text", [ENGLISH, KOREAN, JAPANESE])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(text: str, encoding: str) -> None:
    """UTF-16 without a mark is told by its NULs, and called a guess."""
    decoded = decode(text.encode(encoding))

    assert decoded.text == text
    assert decoded.encoding == f"{encoding} (guessed)"


@pytest.mark.parametrize(
    ("text", "written", "encoding"),
    [
        (KOREAN, "euc-kr", "cp949"),
        (UHC, "cp949", "cp949"),
        ("서울", "euc-kr", "cp949"),
        (JAPANESE, "shift_jis", "cp932"),
        (JAPANESE, "euc-jp", "euc_jp"),
        (CHINESE, "gb18030", "gb18030"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8_r"),
        ("“We deny it,” said Señora Ejemplo.", "cp1252", "cp1252"),
    ],
)
def test_a_guess_says_so(text: str, written: str, encoding: str) -> None:
    """An encoding that nothing declares is guessed right in these cases, and marked."""
    decoded = decode(text.encode(written))

    assert decoded.text == text
    assert decoded.encoding == f"{encoding} (guessed)"
    assert any("guess" in note for note in decoded.notes)


@pytest.mark.parametrize(
    ("label", "written", "text"),
    [
        ("euc-kr", "cp949", UHC),
        ("Shift_JIS", "shift_jis", JAPANESE),
        ("gb2312", "gb18030", CHINESE),
        ("windows-1251", "cp1251", "Нет."),
        ("iso-8859-1", "cp1252", "“No,” she said.\n"),
        ("utf-8", "utf-8", KOREAN),
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        '<meta charset="{}">',
        "<meta charset={}>",
        "<META http-equiv='Content-Type' content='text/html; charset={}'>",
        '<?xml version="1.0" encoding="{}"?>',
    ],
)
def test_what_a_page_declares(label: str, written: str, text: str, form: str) -> None:
    """What a page declares is believed where its bytes agree, and is no guess."""
    decoded = decode((form.format(label) + text).encode(written), markup=True)

    assert decoded.text.endswith(text)
    assert decoded.notes == ()
    assert "guessed" not in decoded.encoding


@pytest.mark.parametrize("label", ["utf-8", "no-such", "punycode", "hex", "utf-7"])
def test_a_false_declaration(label: str) -> None:
    """A charset that is unknown, unfit for pages, or not followed is noted and passed over."""
    decoded = decode(f"<meta charset={label}>{KOREAN}".encode("euc-kr"), markup=True)

    assert KOREAN in decoded.text
    assert label in decoded.notes[0]


def test_text_declares_nothing() -> None:
    """In plain text the words of a declaration are words."""
    assert decode(b"<meta charset=koi8-r> caf\xc3\xa9").encoding == "utf-8"


def test_one_broken_byte() -> None:
    """One broken byte in UTF-8 costs one place, counted, and not the whole file."""
    raw = KOREAN.encode()
    decoded = decode(raw[:30] + b"\xff" + raw[30:])

    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") == 1
    assert decoded.notes == ("1 places could not be decoded and read \ufffd",)


@pytest.mark.parametrize("markup", [False, True])
def test_a_character_cut_in_half(*, markup: bool) -> None:
    """A last character cut in half does not change how the rest is read."""
    declaration = "<meta charset=euc-kr>" if markup else ""
    decoded = decode((declaration + KOREAN * 3 + "끝").encode("euc-kr")[:-1], markup=markup)

    assert KOREAN in decoded.text
    assert decoded.encoding.startswith(("euc_kr", "cp949"))


def test_lone_surrogates() -> None:
    """Lone surrogates are replaced and counted, in UTF-8 and in UTF-16."""
    wide = decode(codecs.BOM_UTF16_LE + b"a\x00" * 20 + b"\x00\xd8" + b"b\x00" * 20)
    narrow = decode(KOREAN.encode() + b"\xed\xa0\x80")

    for decoded in (wide, narrow):
        decoded.text.encode()
        assert "\ufffd" in decoded.text
        assert "could not be decoded" in decoded.notes[-1]


def test_a_mark_that_the_file_holds() -> None:
    """A replacement character that the file itself holds is not counted as lost."""
    assert decode(f"{KOREAN}\ufffd".encode()).notes == ()


def test_nul() -> None:
    """NUL characters are removed and counted."""
    decoded = decode(b"Minister Ana\x00 Example denied\x00 it.")

    assert decoded.text == "Minister Ana Example denied it."
    assert decoded.notes == ("2 NUL characters were removed",)


def test_line_ends() -> None:
    """All line ends become LF."""
    assert decode(b"one\r\ntwo\rthree\nfour\r\r\n").text == "one\ntwo\nthree\nfour\n\n"


def test_invisible_characters_stay() -> None:
    """Characters that steer direction or take no room stay in the text."""
    text = "a\u202eb\u200bc\u2066d\ufeff"

    assert decode(text.encode()).text == text


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, bytes(range(32))])
def test_no_text_at_all(raw: bytes) -> None:
    """Bytes that are mostly no text are refused."""
    with pytest.raises(UnreadableError, match="does not look like text"):
        decode(raw)
