"""What a claim says, read off parses that are mostly written by hand."""

import time
from datetime import UTC, datetime

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from claims.extract.core.measures import find_dates, number_value
from claims.extract.core.sketch import Background, sketch
from claims.extract.pipeline import load_pipeline
from claims.proposition import Predicate, Proposition

PUBLISHED = datetime(2019, 6, 26, tzinfo=UTC)  # a Wednesday
VOCAB = spacy.blank("en").vocab


def parse(rows: str) -> Doc:
    """Return a Doc from lines of word, lemma, part of speech, head (from 1, 0 the root), label.

    An empty line ends a sentence; a sixth column gives the entity, as in B-PERSON.
    """
    sentences = [part.splitlines() for part in rows.strip().split("\n\n")]
    table = [line.split() for sentence in sentences for line in sentence]
    offsets = [sum(map(len, sentences[:i])) for i, s in enumerate(sentences) for _ in s]
    return Doc(
        VOCAB,
        words=[row[0] for row in table],
        lemmas=[row[1] for row in table],
        pos=[row[2] for row in table],
        tags=["" for _ in table],
        heads=[
            i if row[3] == "0" else int(row[3]) - 1 + offset
            for i, (row, offset) in enumerate(zip(table, offsets, strict=True))
        ],
        deps=["ROOT" if row[3] == "0" else row[4] for row in table],
        ents=[row[5] if len(row) > 5 else "O" for row in table],
    )


def whole(doc: Doc, names: dict[str, str] | None = None, *, first: int = 0) -> Proposition:
    """Sketch everything from a token on; names are given by their words."""
    spans = {
        (doc.text.index(words), doc.text.index(words) + len(words)): name
        for words, name in (names or {}).items()
    }
    return sketch(Background(doc, spans, published=PUBLISHED), [(doc[first].idx, len(doc.text))])


PASSIVE = """
Ana Ana PROPN 4 nsubj:pass B-PERSON
Example Example PROPN 1 flat I-PERSON
was be AUX 4 aux:pass
jailed jail VERB 0 root
by by ADP 6 case
Fiktia Fiktia PROPN 4 obl:agent B-LOC
"""
ACTIVE = """
Fiktia Fiktia PROPN 2 nsubj B-LOC
jailed jail VERB 0 root
Ana Ana PROPN 2 obj B-PERSON
Example Example PROPN 3 flat I-PERSON
"""


@pytest.mark.parametrize("rows", [PASSIVE, ACTIVE])
def test_voice_makes_no_difference(rows: str) -> None:
    """Active and passive of one event give one predicate."""
    found = whole(parse(rows))

    assert found.predicates == (Predicate("jail", subject="Fiktia", object="Ana Example"),)


@pytest.mark.parametrize(
    ("rows", "negated", "modal"),
    [
        ("He he PRON 3 nsubj\ndid do AUX 3 aux\nsell sell VERB 0 root", False, False),
        (
            "He he PRON 4 nsubj\ndid do AUX 4 aux\nnot not PART 4 advmod\nsell sell VERB 0 root",
            True,
            False,
        ),
        ("He he PRON 3 nsubj\nmay may AUX 3 aux\nsell sell VERB 0 root", False, True),
        (
            "He he PRON 3 nsubj\nprobably probably ADV 3 advmod\nsold sell VERB 0 root",
            False,
            True,
        ),
        (
            "It it PRON 2 nsubj\nplayed play VERB 0 root\nno no DET 4 det\npart part NOUN 2 obj",
            True,
            False,
        ),
        ("None none PRON 3 nsubj\nwas be AUX 3 aux\nsold sell VERB 0 root", True, False),
    ],
)
def test_negation_and_hedges(rows: str, *, negated: bool, modal: bool) -> None:
    """A negation is seen wherever it stands, and a hedge is told from a statement."""
    main = whole(parse(rows)).predicates[0]

    assert (main.negated, main.modal) == (negated, modal)


@pytest.mark.parametrize(
    ("above", "hangs_on", "negated"),
    [
        ("had have VERB 0 root\nno no DET 4 det\nproof proof NOUN 2 obj", "4 acl", True),
        ("had have VERB 0 root\nno no DET 4 det\nproof proof NOUN 2 obj", "2 ccomp", True),
        ("had have VERB 0 root\nfull full ADJ 4 amod\nproof proof NOUN 2 obj", "4 acl", False),
        ("had have VERB 0 root\nno no DET 4 det\ndoubt doubt NOUN 2 obj", "4 acl", False),
        (
            "denied deny VERB 0 root\nonce once ADV 2 advmod\nagain again ADV 2 advmod",
            "2 ccomp",
            True,
        ),
        ("did do AUX 4 aux\nnot not PART 4 advmod\nbelieve believe VERB 0 root", "4 ccomp", True),
        ("did do AUX 4 aux\nnot not PART 4 advmod\nsay say VERB 0 root", "4 ccomp", False),
    ],
)
def test_what_stands_above_a_clause_turns_it_round(
    above: str, hangs_on: str, *, negated: bool
) -> None:
    """Who has no proof that he lied, or denies it, says that he did not; who has no doubt does."""
    subject = f"She she PRON {4 if above.startswith('did') else 2} nsubj"
    clause = f"that that SCONJ 7 mark\nhe he PRON 7 nsubj\nlied lie VERB {hangs_on}"
    found = {
        one.lemma: one.negated for one in whole(parse(f"{subject}\n{above}\n{clause}")).predicates
    }

    assert found["lie"] is negated


@pytest.mark.parametrize(
    ("rows", "verb"),
    [
        ("They they PRON 3 nsubj\ncan can AUX 3 aux\nsell sell VERB 0 root", "sell"),
        (
            "I I PRON 2 nsubj\nfear fear VERB 0 root\nwe we PRON 4 nsubj\nsold sell VERB 2 ccomp",
            "sell",
        ),
        (
            "We we PRON 2 nsubj\nsell sell VERB 0 root\nif if SCONJ 4 mark\nlose lose VERB 2 advcl",
            "sell",
        ),
    ],
)
def test_what_need_not_be_is_hedged(rows: str, verb: str) -> None:
    """What can be, is feared, or hangs on a condition is not told as done."""
    found = {one.lemma: one.modal for one in whole(parse(rows)).predicates}

    assert found[verb]


def test_failing_is_not_doing() -> None:
    """Who failed to sell did not sell."""
    rows = "He he PRON 2 nsubj\nfailed fail VERB 0 root\nto to PART 4 mark\nsell sell VERB 2 xcomp"
    found = {one.lemma: one.negated for one in whole(parse(rows)).predicates}

    assert found == {"fail": False, "sell": True}


def test_everybody_named_gets_a_predicate() -> None:
    """Two who were sacked together are in two predicates."""
    rows = """
Ana Ana PROPN 7 nsubj:pass B-PERSON
Example Example PROPN 1 flat I-PERSON
and and CCONJ 4 cc
Tom Tom PROPN 1 conj B-PERSON
Sample Sample PROPN 4 flat I-PERSON
were be AUX 7 aux:pass
sacked sack VERB 0 root
"""
    found = whole(parse(rows))

    assert [one.object for one in found.predicates] == ["Ana Example", "Tom Sample"]


def test_names_given_win_over_names_recognised() -> None:
    """A resolved name takes the place of the words, and those are no terms."""
    rows = "Paper paper NOUN 2 nsubj\nlied lie VERB 0 root"
    found = whole(parse(rows), {"Paper": "The Example Times"})

    assert found.entities == ("The Example Times",)
    assert found.terms == ("lie",)
    assert found.predicates == (Predicate("lie", subject="The Example Times"),)


def test_title_noun_stands_for_its_name() -> None:
    """Who is described and named at once is known by the name."""
    rows = """
negotiator negotiator NOUN 5 nsubj
Ana Ana PROPN 1 appos B-PERSON
Example Example PROPN 2 flat I-PERSON
is be AUX 5 cop
alive alive ADJ 0 root
"""

    assert whole(parse(rows)).predicates == (Predicate("alive", subject="Ana Example"),)


TWO_SENTENCES = """
Ana Ana PROPN 3 nsubj B-PERSON
Example Example PROPN 1 flat I-PERSON
left leave VERB 0 root

She she PRON 2 nsubj
vanished vanish VERB 0 root
"""


def test_pronoun_is_resolved() -> None:
    """The pronoun "she" is the woman of the sentence before."""
    found = whole(parse(TWO_SENTENCES), first=3)

    assert found.predicates == (Predicate("vanish", subject="Ana Example"),)
    assert found.entities == ("Ana Example",)


def test_group_is_resolved() -> None:
    """The words "the two" put both who were named before into the context."""
    rows = """
Ana Ana PROPN 6 nsubj B-PERSON
Example Example PROPN 1 flat I-PERSON
and and CCONJ 4 cc
Tom Tom PROPN 1 conj B-PERSON
Sample Sample PROPN 4 flat I-PERSON
left leave VERB 0 root

the the DET 2 det
two two NUM 3 nsubj
vanished vanish VERB 0 root
"""
    found = whole(parse(rows), first=6)

    assert set(found.context_entities) == {"Ana Example", "Tom Sample"}


@pytest.mark.parametrize(
    ("words", "of_them"),
    [
        ("Two two NUM 2 nummod\nbombs bomb NOUN 3 nsubj\nexploded explode VERB 0 root", False),
        ("two two NUM 2 nsubj\nvanished vanish VERB 0 root", True),
        ("both both DET 2 det\nmen man NOUN 3 nsubj\nvanished vanish VERB 0 root", True),
        (
            (
                "a a DET 2 det\ncouple couple NOUN 5 obl\nof of ADP 4 case\ndays day NOUN 2 nmod\n"
                "passed pass VERB 0 root"
            ),
            False,
        ),
        (
            (
                "the the DET 3 det\nthree three NUM 3 nummod\nmen man NOUN 4 nsubj\n"
                "vanished vanish VERB 0 root"
            ),
            True,
        ),
    ],
)
def test_numeral_means_people_only_where_it_points_back(words: str, *, of_them: bool) -> None:
    """Things counted anew are not the people named before; "the three" and a bare "two" are."""
    names = "\n".join(
        f"{given} {given} PROPN 1 conj B-PERSON\nExample Example PROPN {2 * at + 1} flat I-PERSON"
        for at, given in enumerate(["Ana", "Tom", "Eva"])
    ).replace("1 conj", "0 root", 1)
    found = whole(parse(f"{names}\n\n{words}"), first=6)

    assert bool(found.context_entities) is of_them


def test_context_holds_the_rest_of_the_sentence() -> None:
    """What stands around a claim is kept apart from what it says."""
    doc = parse(ACTIVE)
    found = sketch(Background(doc, {}), [(0, len("Fiktia"))])

    assert (found.entities, found.context_entities) == (("Fiktia",), ("Ana Example",))
    assert (found.terms, found.context_terms) == ((), ("jail",))


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 9 June she was seen", ["2019-06-09"]),
        ("on June 9, 2018", ["2018-06-09"]),
        ("in March", ["2019-03"]),
        ("in December", ["2018-12"]),
        ("on Tuesday", ["2019-06-25"]),
        ("next Tuesday", ["2019-07-02"]),
        ("yesterday and last month", ["2019-06-25", "2019-05"]),
        ("since 2009", ["2009"]),
        ("In 2009 she was seen", ["2009"]),
        ("two years ago, or 12 years ago", ["2017", "2007"]),
        ("many years ago", [""]),
        ("last year", ["2018"]),
        ("2019-02-22", ["2019-02-22"]),
        ("31 June 2019", ["2019-06"]),
        ("on 30 February", ["2019-02"]),
        ("2019-02-30 and 2019-13-01", ["2019-02", "2019"]),
        ("it may rain in the march", []),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    """Days and months are found and counted from the day of publication."""
    assert [value for _, _, value in find_dates(text, PUBLISHED)] == dates


def test_dates_stay_open_without_publication() -> None:
    """Where the article has no date, "on Tuesday" is no day."""
    assert [value for _, _, value in find_dates("on Tuesday", None)] == [""]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (["120,000"], "120000"),
        (["five"], "5"),
        (["twenty-one"], "21"),
        (["two", "hundred"], "200"),
        (["1.5", "million"], "1500000"),
        (["£5bn"], "5000000000"),
        (["10k"], "10000"),
        (["3", "m"], "3000000"),
        (["US$1.2m"], "1200000"),
        (["two", "dozen"], "24"),
        (["one", "thousand", "two", "hundred"], "1200"),
        (["thirty", "-", "five"], "35"),
        (["two", "hundred", "and", "fifty"], "250"),
        (["123456789012"], "123456789012"),
        (["five", "and", "ten"], ""),
        (["one", "hundred", "two", "hundred"], ""),
        (["a", "million"], ""),
        (["million"] * 3, ""),
        (["m"], ""),
        (["3.2%"], "3.2"),
        (["many"], ""),
        ([], ""),
    ],
)
def test_numbers(words: list[str], value: str) -> None:
    """Numbers in words and in digits come out as digits."""
    assert number_value(words) == value


def test_numbers_keep_what_they_count() -> None:
    """A count is kept with its noun; a day of the month is no count."""
    rows = """
five five NUM 2 nummod
miners miner NOUN 3 nsubj
died die VERB 0 root
on on ADP 5 case
9 9 NUM 3 obl
June June PROPN 5 nmod
"""
    found = whole(parse(rows))

    assert found.quantities == ("5 miner",)
    assert found.dates == ("2019-06-09",)
    assert found.numbers == ("5",)


def parsed(text: str) -> Proposition:
    """Sketch a text as the parser that ships reads it."""
    doc = load_pipeline()(text)
    return sketch(Background(doc, {}, published=PUBLISHED), [(0, len(text))])


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("Two dozen people died.", ["24 people"]),
        ("One thousand two hundred soldiers left.", ["1200 soldier"]),
        ("Thirty-five people were hurt.", ["35 people"]),
        ("Two hundred and fifty members voted.", ["250 member"]),
        ("The bank lost £5bn last year.", ["5000000000 £"]),
        ("The firm has 10k users.", ["10000 user"]),
        ("It has 3m customers.", ["3000000 customer"]),
        ("Officers seized $1.2m in Exampleton.", ["1200000 $"]),
    ],
)
def test_parsed_numbers_are_whole(text: str, quantities: list[str]) -> None:
    """A number that the parser cuts at hyphens, "and" and suffixes comes out as one."""
    found = parsed(text)

    assert list(found.quantities) == quantities
    assert list(found.numbers) == [quantities[0].split()[0]]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Between one hundred and fifty people died.", ["100", "50"]),
        ("One hundred and two hundred people came.", ["100", "200"]),
        ("Some 10-20 people died.", ["10", "20"]),
        ("The wall is 3m high.", ["3"]),
    ],
)
def test_parsed_numbers_stay_apart(text: str, numbers: list[str]) -> None:
    """Two numbers that "and" or a hyphen joins stay two, and metres are no millions."""
    assert list(parsed(text).numbers) == numbers


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Parliament will vote on Friday.", "2019-06-28"),
        ("They won't meet on Friday.", "2019-06-28"),
        ("Parliament to vote on Friday.", "2019-06-28"),
        ("The minister is due to speak on Friday.", "2019-06-28"),
        ("He plans to resign on Friday.", "2019-06-28"),
        ("A verdict is expected on Friday.", "2019-06-28"),
        ("There will be a vote on Friday.", "2019-06-28"),
        ("The shop will open in December.", "2019-12"),
        ("Parliament voted on Friday.", "2019-06-21"),
        ("He failed to appear on Friday.", "2019-06-21"),
        ("He was due to speak on Friday.", "2019-06-21"),
        ("The bridge is closed on Friday.", "2019-06-21"),
        ("Police may have found him on Friday.", "2019-06-21"),
        ("Ministers will discuss Friday's attack.", "2019-06-21"),
        ("Parliament will vote on the law that failed on Friday.", "2019-06-21"),
        ("The minister will answer for the attack of 9 May.", "2019-05-09"),
        ("The shop opened in December.", "2018-12"),
    ],
)
def test_date_lies_on_the_side_of_its_verb(text: str, day: str) -> None:
    """A day without a year is the next one of what is planned, and else the last one."""
    assert parsed(text).dates == (day,)


@given(
    st.lists(st.text(min_size=1, max_size=8), max_size=12), st.integers(0, 40), st.integers(0, 40)
)
def test_sketch_stands_anything(words: list[str], start: int, length: int) -> None:
    """No text, parsed or not, and no span makes the sketch fail; what it gives survives JSON."""
    doc = Doc(VOCAB, words=words)
    found = sketch(Background(doc, {}, published=PUBLISHED), [(start, start + length)])

    assert Proposition.from_json(found.to_json()) == found


def test_time_grows_with_the_text() -> None:
    """Four times as many claims cost about four times as long, not sixteen times."""

    def seconds(sentences: int) -> float:
        doc = parse("\n\n".join([TWO_SENTENCES.strip()] * sentences))
        ends = [(token.idx, token.idx + len(token)) for token in doc if token.dep_ == "ROOT"]
        began = time.process_time()
        background = Background(doc, {}, published=PUBLISHED)
        for fragment in ends:
            sketch(background, [fragment])
        return time.process_time() - began

    seconds(20)
    short, long = seconds(100), seconds(400)

    assert long < 8 * short
