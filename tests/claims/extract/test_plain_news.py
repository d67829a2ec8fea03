"""The commonest sentences of news agencies, with fictitious names; with the tagger."""

import pytest

from claims.extract.pipeline import LearntAttribution
from claims.extract.quote import Document, Quote
from db.vocabulary import Mode, Stance

PUBLISHER = "The Example Times"
DENIES, OPEN, RETRACTS, ASSERTS = (
    Stance.DENIES,
    Stance.CANNOT_CONFIRM,
    Stance.RETRACTS,
    Stance.ASSERTS,
)


@pytest.fixture(scope="module")
def extractor() -> LearntAttribution:
    """The extractor, whose pipeline is loaded once."""
    return LearntAttribution()


def found(extractor: LearntAttribution, text: str) -> list[Quote]:
    """Return all quotes of a text."""
    (quotes,) = extractor.extract([Document(text, "", PUBLISHER)])
    return list(quotes)


def said(text: str, quote: Quote) -> str:
    """Return the words of a quote, with dots where it leaves some out."""
    return " … ".join(text[start:end] for start, end in quote.fragments)


@pytest.mark.parametrize(
    ("text", "claim", "stance"),
    [
        ("The NIS could not verify reports that Kim had been shot.", "Kim had been shot", OPEN),
        (
            "Officials are unable to verify reports that the dam has burst.",
            "the dam has burst",
            OPEN,
        ),
        ("The embassy could not corroborate a claim that he was ill.", "he was ill", OPEN),
        ("Neither the navy nor the army could confirm reports that it sank.", "it sank", OPEN),
        ("The army said it could not verify claims that it had fled.", "it had fled", OPEN),
        ("Reports that the ferry had sunk could not be confirmed.", "the ferry had sunk", OPEN),
        ("The minister declined to deny reports that it was shut.", "it was shut", OPEN),
        ("The coroner questioned the claim that he had drowned.", "he had drowned", OPEN),
        ("Lawyers question whether the will was signed.", "the will was signed", OPEN),
        ("Norpharm has denied claims that its plant leaked.", "its plant leaked", DENIES),
        ("Norpharm denies reports it planned to close", "it planned to close", DENIES),
        ("The White House denied claims that he was ill.", "he was ill", DENIES),
        ("The army dismissed as nonsense reports that it had fled.", "it had fled", DENIES),
        ("The mayor has rejected accusations that she took bribes.", "she took bribes", DENIES),
        (
            "The firm denied in a statement reports that it was insolvent.",
            "it was insolvent",
            DENIES,
        ),
        (
            "Claims that the bank was insolvent were denied by its chairman.",
            "the bank was insolvent",
            DENIES,
        ),
        ("Analysts doubt that the merger will succeed.", "the merger will succeed", DENIES),
        ("Investigators no longer believe that it was arson.", "it was arson", DENIES),
        (
            "Ola Berg denied saying that the bank was sound.",
            "saying that the bank was sound",
            DENIES,
        ),
        (
            "Harbour Wire withdrew its claim that the singer had died.",
            "the singer had died",
            RETRACTS,
        ),
        ("The BBC corrected its report that the mayor had fled.", "the mayor had fled", RETRACTS),
        ("The clerk recanted his allegation that he was shot.", "he was shot", RETRACTS),
        (
            "The paper apologised for reporting that the singer had died.",
            "the singer had died",
            RETRACTS,
        ),
        ("The paper apologises for its report that he had died.", "he had died", RETRACTS),
        ("Harbour Wire stood by its report that he had died.", "he had died", ASSERTS),
        ("The paper refused to withdraw its report that he had died.", "he had died", ASSERTS),
        ("Ola Berg does not doubt that the dam is safe.", "the dam is safe", ASSERTS),
        ("The report that soldiers had fled is false, the army said.", "soldiers had fled", DENIES),
        ("The union said the claim that wages had risen was false.", "wages had risen", DENIES),
        (
            "It is not true that the bank is insolvent, Ola Berg said.",
            "the bank is insolvent",
            DENIES,
        ),
        ("The army described reports that he had been shot as untrue.", "he had been shot", DENIES),
        ("Ola Berg called the report false.", "the report", DENIES),
        ("Russia denies involvement.", "involvement", DENIES),
        ("The bank has denied wrongdoing.", "wrongdoing", DENIES),
    ],
)
def test_a_report_takes_the_stance_of_its_verb(
    extractor: LearntAttribution, text: str, claim: str, stance: Stance
) -> None:
    """Who denies, doubts, withdraws or cannot verify a report asserts none of it."""
    (quote,) = found(extractor, text)

    assert (said(text, quote), quote.stance) == (claim, stance)


@pytest.mark.parametrize(
    "text",
    [
        "The minister has not denied reports that the bridge was closed.",
        '"We reject the claim that the dam was unsafe," Ola Berg said.',
    ],
)
def test_no_verdict_where_none_is_given(extractor: LearntAttribution, text: str) -> None:
    """Who has not denied it denies nothing; "we" in a quotation is whoever is quoted."""
    assert not any(quote.stance is DENIES for quote in found(extractor, text))


@pytest.mark.parametrize(
    ("text", "claim", "speaker", "relays"),
    [
        (
            "The yacht belongs to Oleg Sidorov, Le Monde reported, citing two people.",
            "The yacht belongs to Oleg Sidorov",
            "anonymous source (Le Monde)",
            ["Le Monde"],
        ),
        (
            "Two men were killed, the BBC reported, citing the army.",
            "Two men were killed",
            "Army",
            ["BBC"],
        ),
        (
            "Kyodo reported on Friday that the bank is insolvent, citing two officials.",
            "the bank is insolvent",
            "anonymous source (Kyodo News)",
            ["Kyodo News"],
        ),
        (
            "The bank is insolvent, according to Kyodo, which quoted a police report.",
            "The bank is insolvent",
            "Police",
            ["Kyodo News"],
        ),
        (
            "The bank is insolvent, according to Kyodo, which cited two bankers.",
            "The bank is insolvent",
            "anonymous source (Kyodo News)",
            ["Kyodo News"],
        ),
        (
            "Kim was alive, Yonhap quoted the NIS as saying.",
            "Kim was alive",
            "National Intelligence Service",
            ["Yonhap News Agency"],
        ),
        (
            '"Kim is alive," the NIS was quoted by Yonhap as saying.',
            "Kim is alive",
            "National Intelligence Service",
            ["Yonhap News Agency"],
        ),
        (
            "Yonhap quoted a lawmaker as saying the NIS believed Kim was alive.",
            "the NIS believed Kim was alive",
            "anonymous source (Yonhap News Agency)",
            ["Yonhap News Agency"],
        ),
        (
            "Kyodo quoted Ola Berg as saying that the dam had cracked.",
            "the dam had cracked",
            "Ola Berg",
            ["Kyodo News"],
        ),
    ],
)
def test_a_relay_sentence_keeps_claim_and_root(
    extractor: LearntAttribution, text: str, claim: str, speaker: str, relays: list[str]
) -> None:
    """Who passes a claim on is its relay, and whom they cite is its speaker."""
    (quote,) = found(extractor, text)

    assert (said(text, quote), quote.speaker.name) == (claim, speaker)
    assert [one.name for one in quote.via] == relays


@pytest.mark.parametrize(
    ("text", "claim", "speaker"),
    [
        (
            "Ola Berg accused Mayor Ines Duarte of hiding debts.",
            "Mayor Ines Duarte … hiding debts",
            "Ola Berg",
        ),
        (
            "Ines Duarte was accused by Ola Berg of hiding debts.",
            "Ines Duarte … hiding debts",
            "Ola Berg",
        ),
        ("Norpharm has accused Kestrel of fraud.", "Kestrel … fraud", "Norpharm"),
        ("Beijing accused Washington of spying.", "Washington … spying", "Chinese government"),
    ],
)
def test_a_charge_is_made_by_who_accuses(
    extractor: LearntAttribution, text: str, claim: str, speaker: str
) -> None:
    """What somebody is accused of is the accuser's claim, without the verb."""
    (quote,) = found(extractor, text)

    assert (said(text, quote), quote.speaker.name, quote.mode) == (claim, speaker, Mode.INDIRECT)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "He said that 40 clinics were shut, that doctors had left and that pills had run out.",
            ["40 clinics were shut", "doctors had left", "pills had run out"],
        ),
        (
            "The company said its profits had risen and its debts had fallen.",
            ["its profits had risen", "its debts had fallen"],
        ),
        (
            "The company said its profits had risen, its debts had fallen and its chief had left.",
            ["its profits had risen", "its debts had fallen", "its chief had left"],
        ),
        (
            "Mr Kim was shot, the newspaper said, while Mr Ri was sent to a camp.",
            ["Mr Kim was shot", "Mr Ri was sent to a camp"],
        ),
        (
            "The minister said that the law, that critics dislike, would pass.",
            ["the law, that critics dislike, would pass"],
        ),
    ],
)
def test_each_proposition_is_a_claim(
    extractor: LearntAttribution, text: str, claims: list[str]
) -> None:
    """What is enumerated, joined or set against each other is told as so many claims."""
    assert [said(text, quote) for quote in found(extractor, text)] == claims
