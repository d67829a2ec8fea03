"""The register of well-known sources."""

from collections import defaultdict
from pathlib import Path

import pytest
import spacy

from claims.assess.origins import Chain, Houses, independent, origin
from claims.errors import ConfigurationError
from claims.extract.names.matcher import RegisterMatcher
from claims.extract.register import Register, load_register, normalise
from db.vocabulary import SourceKind

# Of ISO 3166-1, officially assigned.
ISO = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM "
    "ZW"
)
CODES = frozenset(ISO.split())
SISTERS = [
    ("The Wall Street Journal", "The Times"),
    ("New York Post", "The Australian"),
    ("Fox News", "The Sun"),
    ("The Guardian", "The Observer"),
    ("Daily Mirror", "Daily Express"),
    ("USA Today", "The Herald (Glasgow)"),
    ("Financial Times", "Nikkei"),
    ("ITV News", "Channel 4 News"),
    ("Sky News", "NBC News"),
    ("The Independent", "Evening Standard"),
    ("Bild", "Politico"),
    ("El Mundo", "Corriere della Sera"),
    ("Le Soir", "La Voix du Nord"),
    ("Irish Independent", "De Telegraaf"),
    ("Aftenposten", "TV4 (Sweden)"),
    ("Večernji list", "Die Presse"),
    ("CNN", "TVN24"),
    ("Xinhua", "Global Times"),
    ("TASS", "Sputnik"),
    ("Voice of America", "Radio Free Asia"),
    ("Chosun Ilbo", "TV Chosun"),
    ("The Washington Times", "UPI"),
    ("Korean Central News Agency", "Rodong Sinmun"),
    ("El País", "Caracol Radio"),
    ("Daily Nation", "Daily Monitor"),
    ("Ming Pao", "Sin Chew Daily"),
    ("Israel Hayom", "Las Vegas Review-Journal"),
    ("Central Intelligence Agency", "White House"),
    ("TechCrunch", "Defense News"),
    ("National Post", "Miami Herald"),
    ("New Statesman", "Press Gazette"),
    ("Hufvudstadsbladet", "Expressen"),
    ("15min", "LETA"),
    ("G4Media", "Mediafax"),
    ("Knack", "Le Soir"),
    ("Respekt", "Denník N"),
    ("Utusan Malaysia", "New Straits Times"),
    ("The Jakarta Post", "Kompas"),
    ("Syria TV", "Al Jazeera"),
    ("Voice of America", "US Department of State"),
]
RIVALS = [
    ("The New York Times", "The Washington Post"),
    ("The Times", "The Guardian"),
    ("Daily Mail", "Daily Mirror"),
    ("BBC", "Sky News"),
    ("ABC News", "Australian Broadcasting Corporation"),
    ("NBC News", "ABC News"),
    ("Associated Press", "Reuters"),
    ("Agence France-Presse", "Deutsche Presse-Agentur"),
    ("The New York Times", "The Times"),
    ("Bild", "Der Spiegel"),
    ("Le Monde", "Le Figaro"),
    ("El País", "El Mundo"),
    ("El País", "El País (Uruguay)"),
    ("La Repubblica", "Corriere della Sera"),
    ("Caracol Radio", "Caracol Televisión"),
    ("Dagens Nyheter", "Svenska Dagbladet"),
    ("De Standaard", "De Morgen"),
    ("Chosun Ilbo", "JoongAng Ilbo"),
    ("Hankyoreh", "Dong-A Ilbo"),
    ("Asahi Shimbun", "Yomiuri Shimbun"),
    ("The Hindu", "The Times of India"),
    ("The Indian Express", "The New Indian Express"),
    ("Dawn", "Jang"),
    ("Haaretz", "The Jerusalem Post"),
    ("Kommersant", "Novaya Gazeta"),
    ("Clarín", "La Nación"),
    ("O Globo", "Folha de S.Paulo"),
    ("Daily Nation", "The Standard (Kenya)"),
    ("Sydney Morning Herald", "The Australian"),
    ("National Intelligence Service", "National Intelligence Service (Kenya)"),
    ("Respekt", "Hospodářské noviny"),
    ("Knack", "De Standaard"),
    ("Expresso", "Mediaset"),
    ("Göteborgs-Posten", "Aftonbladet"),
]


def found(name: str) -> str:
    """Return the family of a source that the register must know."""
    entry = load_register().find(name)
    assert entry is not None
    return entry.family


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("the NIS", "National Intelligence Service"),
        ("State Department", "US Department of State"),
        ("The Journal", "The Wall Street Journal"),
        ("Free Joseon", "Cheollima Civil Defense"),
        ("Russia's Foreign Ministry", "Russian foreign ministry"),
        ("Israeli Ministry of Defense", "Israeli defence ministry"),
    ],
)
def test_an_alias_leads_to_its_source(surface: str, name: str) -> None:
    """Aliases in any case lead to one canonical name."""
    entry = load_register().find(surface)

    assert entry is not None
    assert entry.name == name


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("조선일보", "Chosun Ilbo"),
        ("국가정보원", "National Intelligence Service"),
        ("로동신문", "Rodong Sinmun"),
        ("読売新聞", "Yomiuri Shimbun"),
        ("新华社", "Xinhua"),
        ("自由時報", "Liberty Times"),
        ("الجزيرة", "Al Jazeera"),
        ("הארץ", "Haaretz"),
        ("Коммерсантъ", "Kommersant"),
        ("Українська правда", "Ukrainska Pravda"),
        ("Καθημερινή", "Kathimerini"),
        ("दैनिक जागरण", "Dainik Jagran"),
        ("প্রথম আলো", "Prothom Alo"),
        ("ไทยรัฐ", "Thai Rath"),
        ("Tuổi Trẻ", "Tuoi Tre"),
        ("فارس", ""),
        ("خبرگزاری فارس", "Fars News Agency"),
    ],
)
def test_a_name_in_its_own_script_leads_to_its_source(surface: str, name: str) -> None:
    """A source is found by what it calls itself, and by no mere part of that."""
    entry = load_register().find(surface)

    assert (entry.name if entry else "") == name


def test_the_register_is_large() -> None:
    """Out of the box the register knows far more than three hundred sources, of every continent."""
    entries = load_register().entries
    continents = {"US", "BR", "DE", "NG", "KR", "IN", "AU"}

    assert len({entry.name for entry in entries}) >= 300
    assert continents <= {entry.country for entry in entries}


def test_no_name_belongs_to_two_sources() -> None:
    """Within the packaged register each name and alias leads to one source only."""
    owners: dict[str, list[str]] = defaultdict(list)
    for entry in load_register().entries:
        for name in {normalise(name) for name in (entry.name, *entry.aliases)}:
            owners[name].append(entry.name)

    assert {name: names for name, names in owners.items() if len(names) > 1} == {}


def test_countries_are_codes() -> None:
    """Every source has a country of ISO 3166, or none."""
    assert {entry.country for entry in load_register().entries} <= CODES | {""}


@pytest.mark.parametrize(("one", "other"), SISTERS)
def test_sisters_bear_out_nothing_for_each_other(one: str, other: str) -> None:
    """Two titles of one house, each on its own word, are no two origins."""
    known = Houses({one: found(one), other: found(other)})
    first, second = (origin(Chain(name), known) for name in (one, other))

    assert not independent(first, second)


@pytest.mark.parametrize(("one", "other"), RIVALS)
def test_rivals_are_independent(one: str, other: str) -> None:
    """Two titles of different houses are two origins, however alike their names."""
    known = Houses({one: found(one), other: found(other)})
    first, second = (origin(Chain(name), known) for name in (one, other))

    assert independent(first, second)


def test_no_house_reads_as_several() -> None:
    """No family holds an "and" or a comma, at which names of joint speakers are parted."""
    joint = {entry.family for entry in load_register().entries if len(entry.family.split(", ")) > 1}
    joint |= {entry.family for entry in load_register().entries if " and " in entry.family}

    assert joint == set()


def test_a_family_named_as_a_source_is_that_sources_own() -> None:
    """A house that bears a source's name is the house of that source."""
    register = load_register()
    named = {entry.name: entry.family for entry in register.entries}
    houses = {entry.family for entry in register.entries}

    assert {house: named[house] for house in houses if named.get(house, house) != house} == {}


def test_a_government_is_of_one_house_with_its_media() -> None:
    """A government as grammar names it shares one family with what it directs, in each country."""
    register = load_register()
    houses = {entry.family for entry in register.entries if "Government of " in entry.family}
    places = {house: register.country(house.removeprefix("Government of ")) for house in houses}
    spoken = {
        house: register.find(f"{place.adjective if place else '?'} government")
        for house, place in places.items()
    }

    assert [house for house, entry in spoken.items() if not entry or entry.family != house] == []


@pytest.mark.parametrize(
    "text",
    [
        "Time is running out for the talks.",
        "Dawn broke over the harbour.",
        "Nature took its course, and Stern words followed.",
        "The nation, the post and the standard were all mentioned in The Hague.",
        "Kim Jong Un had his uncle Jang Song Thaek executed; Jang was 67.",
        "Science and Fortune favour the bold.",
        "The AGI debate reached an SME in the valley.",
        "An Express train left; Mirror images, Focus groups and Metro lines remained.",
    ],
)
def test_ordinary_words_are_no_sources(text: str) -> None:
    """Names that are also words or surnames are not taken for sources in running text."""
    nlp = spacy.blank("en")

    assert list(RegisterMatcher(nlp, load_register()).find(nlp(text))) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The daily 조선일보 reported it first.", "Chosun Ilbo"),
        ("On Friday 조선일보는 reported it.", "Chosun Ilbo"),
        ("In a report (新华社) it was denied.", "Xinhua"),
        ("Its rival الجزيرة broadcast the interview.", "Al Jazeera"),
        ("Readers of प्रथम and of दैनिक जागरण knew.", "Dainik Jagran"),
        ("The paper ไทยรัฐ printed it.", "Thai Rath"),
        ("The paper Коммерсантъ printed it.", "Kommersant"),
    ],
)
def test_a_name_without_capitals_is_found_in_running_text(text: str, name: str) -> None:
    """A letter of a script without capitals opens a name; Korean particles may stick to one."""
    nlp = spacy.blank("en")
    found = [entry.name for *_, entry in RegisterMatcher(nlp, load_register()).find(nlp(text))]

    assert found == [name]


@pytest.mark.parametrize(
    "text",
    [
        "A 한국경제연구원 paper, not the daily 한국경제 itself, is an institute's.",
        "Both 24 часа and الشرق الأوسط are no names here; nor is 카카오톡의.",
        "The reports of the reuters and of the bbc were small.",
        "The Australian government and the Hindu nationalists agreed.",
    ],
)
def test_what_only_opens_like_a_name_is_none(text: str) -> None:
    """A longer Korean word, an ordinary phrase and a small letter are no names."""
    nlp = spacy.blank("en")
    found = {entry.name for *_, entry in RegisterMatcher(nlp, load_register()).find(nlp(text))}

    assert found <= {"Korea Economic Daily"}
    assert ("Korea Economic Daily" in found) == (" 한국경제 " in text)


def test_a_plain_name_is_found_where_it_is_told_apart() -> None:
    """A source whose bare name is not sought is found by its alias, and as a publisher."""
    nlp = spacy.blank("en")
    doc = nlp("Time magazine reported it first.")

    assert [entry.name for *_, entry in RegisterMatcher(nlp, load_register()).find(doc)] == ["Time"]
    assert found("Time") == "Marc Benioff"


def test_capital_and_adjective_lead_to_the_country() -> None:
    """Both "Pyongyang" and "North Korean" mean one country."""
    register = load_register()

    assert register.country("Pyongyang") == register.country("North Korean")


def test_a_register_of_ones_own_wins(tmp_path: Path) -> None:
    """A user's file adds sources and may rename ours."""
    own = tmp_path / "own.yaml"
    own.write_text(
        "sources:\n  - {name: The Example Times, kind: outlet, aliases: [BBC]}\n", encoding="utf-8"
    )
    entry = Register.load(own).find("BBC")

    assert entry is not None
    assert (entry.name, entry.kind) == ("The Example Times", SourceKind.OUTLET)


def test_a_family_of_ones_own_wins(tmp_path: Path) -> None:
    """A user's entry of the same name decides the family, and our other sources stay."""
    own = tmp_path / "own.yaml"
    own.write_text(
        "sources:\n  - {name: Axios, kind: outlet, family: Example House}\n", encoding="utf-8"
    )
    register = Register.load(own)
    axios, bbc = register.find("Axios"), register.find("BBC")

    assert axios is not None
    assert axios.family == "Example House"
    assert bbc is not None


def test_a_users_own_file_answers_for_its_owners(tmp_path: Path) -> None:
    """What stands in a file of one's own counts as looked up; of ours only what says so does."""
    own = tmp_path / "own.yaml"
    own.write_text("sources:\n  - {name: Axios, kind: outlet}\n", encoding="utf-8")
    known = Register.load(own)
    names = ("Axios", "Reuters", "Central Intelligence Agency", "Keystone-SDA")
    checked = [entry.checked for name in names if (entry := known.find(name))]

    assert checked == ["own register", "2026-11", "body", ""]


@pytest.mark.parametrize(
    "text",
    [
        "sources: [{name: X}]",
        "sources: [{name: X, kind: planet}]",
        "sources: [{name: X, kind: outlet, country: NO}]",
        "sources: [{name: X, kind: outlet, aliases: [24]}]",
        "- 1",
        "a: [",
        "sources: [1]",
    ],
)
def test_a_wrong_register_is_named(tmp_path: Path, text: str) -> None:
    """A register that does not hold together is refused with its path."""
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"own\.yaml"):
        Register.load(own)


def test_a_missing_register_is_named(tmp_path: Path) -> None:
    """A path that leads nowhere is named in the error."""
    with pytest.raises(ConfigurationError, match=r"nowhere\.yaml"):
        Register.load(tmp_path / "nowhere.yaml")


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Israeli army", "Government of Israel"),
        ("Mozambique's Ministry of Health", "Government of Mozambique"),
        ("Ministry of Culture of Georgia", "Government of Georgia"),
        ("North Korean UN mission", "Government of North Korea"),
        ("Spanish parliament", ""),
        ("National Bank of Georgia", ""),
        ("Exampleton police", ""),
    ],
)
def test_body_of_a_state_belongs_to_its_government(name: str, family: str) -> None:
    """A ministry, army or mission that bears its country's name speaks for that government."""
    assert load_register().state_behind(name) == family
