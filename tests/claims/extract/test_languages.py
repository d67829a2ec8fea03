"""In which language a text is written."""

import pytest

from claims.extract.text.languages import declared_code, detect, language_of, refusal
from claims.settings import packaged

SAMPLES = {
    "de": "Die Brücke in Norwick ist seit Montag gesperrt, teilte die Polizei mit. Zwei Seile "
    "seien gerissen, sagte ein Sprecher. Die Arbeiten dauern bis März.",
    "fr": "Le pont de Norwick est fermé depuis lundi, a indiqué la police. Deux câbles ont cédé, "
    "a dit un porte-parole. Les travaux dureront jusqu'en mars.",
    "es": "El puente de Norwick está cerrado desde el lunes, informó la policía. Dos cables se "
    "rompieron, dijo un portavoz. Las obras durarán hasta marzo.",
    "nb": "Broen i Norwick har vært stengt siden mandag, opplyser politiet. To kabler har røket, "
    "sier en talsmann. Arbeidet varer til mars.",
    "pl": "Most w Norwick jest zamknięty od poniedziałku, podała policja. Pękły dwie liny, "
    "powiedział rzecznik. Prace potrwają do marca.",
    "uk": "Міст біля Норвіка закрито з понеділка, повідомила поліція. Два троси розірвалися, "
    "сказав речник. Роботи триватимуть до березня.",
    "ko": "노릭의 다리가 월요일부터 폐쇄되었다고 경찰이 밝혔다. 대변인은 케이블 두 개가 끊어졌다고 "
    "말했다. 공사는 3월까지 계속된다.",
    "ja": "警察によると、ノリックの橋は月曜日から閉鎖されている。報道官は、ケーブルが二本"
    "切れたと述べた。工事は三月まで続く。",
    "zh": "警方表示,诺里克的大桥自周一起关闭。发言人说,两根缆索断裂。工程将持续到三月。",
    "ar": "أغلقت الشرطة جسر نورويك منذ يوم الاثنين. وقال متحدث إن كابلين انقطعا. "
    "ستستمر الأعمال حتى مارس.",
}
ENGLISH = "The bridge in Norwick has been closed since Monday, police said. Two cables had snapped."
KOREA = (
    "The National Intelligence Service (국가정보원) said on Monday that Kim Ye-si (김예시), a "
    "delegate of the Foreign Ministry (외무성), had been seen in Pyongyang. The ministry denied it."
)
HALF_KOREAN = (
    "“다리는 열려 있다,” the mayor told 예시일보 on Monday. “케이블 두 개가 끊어졌다는 보도는 "
    "사실이 아니다.” The bridge, he said, was open."
)


@pytest.mark.parametrize(("code", "text"), SAMPLES.items())
def test_three_sentences_tell_their_language(code: str, text: str) -> None:
    """Three sentences are enough to be confident."""
    found = detect(text)

    assert (found.code, found.confident) == (code, True)


def test_seed_corpus_is_english() -> None:
    """Every article of the seed corpus is taken for English, confidently."""
    articles = sorted((packaged("seed_corpus") / "articles").glob("*.md"))
    found = [detect(article.read_text(encoding="utf-8")) for article in articles]

    assert len(found) == 15
    assert {(one.code, one.confident) for one in found} == {("en", True)}


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        (ENGLISH, "", "en"),
        (KOREA, "", "en"),
        (KOREA, "ko", "en"),
        (HALF_KOREAN, "", "en"),
        (HALF_KOREAN, "ko", "ko"),
        (f"{SAMPLES['de']}\n\n{ENGLISH}", "", "en"),
        (f"{SAMPLES['de']}\n\n{ENGLISH}", "de-AT", "de"),
        ("Zwei Seile seien gerissen.", "", "en"),
        ("Zwei Seile seien gerissen.", "German", "de"),
        (SAMPLES["nb"], "da", "da"),
        (SAMPLES["nb"], "no", "nb"),
        ("12 345 678 | 90 123 | 45 678 901 | " * 5, "", "en"),
        ("", "", "en"),
    ],
)
def test_short_and_mixed_texts_are_what_they_declare(text: str, declared: str, code: str) -> None:
    """Where the text does not tell for certain the declaration holds, and without one English."""
    assert language_of(text, declared)[0] == code


def test_text_outweighs_its_declaration() -> None:
    """A text that is clearly in another language than declared is read as that, and it is said."""
    assert language_of(SAMPLES["de"], "en-GB") == (
        "de",
        ("declared as English, but written in German",),
    )
    assert language_of(f"{ENGLISH} A spokesman said so.", "de") == (
        "en",
        ("declared as German, but written in English",),
    )


@pytest.mark.parametrize(
    ("declared", "code"),
    [("en-US", "en"), ("EN_gb", "en"), (" Korean ", "ko"), ("nn", "nb"), ("klingon", ""), ("", "")],
)
def test_declared_code(declared: str, code: str) -> None:
    """Codes, regions and English names are understood; anything else declares nothing."""
    assert declared_code(declared) == code


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("de", "written in German; Claimdesk reads English; to read it, install a spaCy pipeline"),
        ("de", "CLAIMS_PIPELINES=de=de_core_news_sm"),
        ("zh", "CLAIMS_PIPELINES=zh=zh_core_web_sm"),
        ("th", "CLAIMS_PIPELINES=th=PACKAGE_OR_FOLDER"),
        ("qu", "a language with the code 'qu'"),
    ],
)
def test_refusal_names_language_and_remedy(code: str, remedy: str) -> None:
    """The note names the language and what to set, with a package where there is a trained one."""
    assert remedy in refusal(code)
