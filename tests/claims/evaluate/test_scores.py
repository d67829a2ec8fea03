"""Scores of hand-made claims and links on a hand-made folder."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from claims.errors import InputError
from claims.evaluate.scores import Scores, score_folder
from db.views.claims import ClaimView, LinkView
from db.vocabulary import Judgement, Mode, Relation, SourceKind, Stance, Status

FIRST = "Envoy has left\n\nThe envoy left in March, the ministry said. It was raining that day."
SECOND = "Envoy never left\n\nThe Example Times says that the envoy left. That is false, he said."
TEXTS = {"first": FIRST, "second": SECOND}
DAY = datetime(2019, 2, 22, tzinfo=UTC)


def expect(article: str, text: str, **fields: Any) -> dict[str, Any]:
    """Return an expected claim."""
    start = TEXTS[article].index(text)
    return {
        "text": text,
        "start": start,
        "end": start + len(text),
        "fragments": [[start, start + len(text)]],
        "cue": "said",
        "speaker": "Ministry",
        "via": [],
        "anonymous": False,
        "mode": "indirect",
        "stance": "asserts",
        "core": True,
        **fields,
    }


HEADLINE = expect("first", "Envoy has left")
LEAD = expect("first", "The envoy left in March")
RAIN = expect("first", "It was raining that day", mode="narration", speaker="X", core=False)
DENIAL = expect("second", "Envoy never left", speaker="Ana Example")
RELAY = expect("second", "the envoy left", speaker="Ben Sample", via=["The Example Times"])
EXPECTED = {"first": [HEADLINE, LEAD, RAIN], "second": [DENIAL, RELAY]}


def pair(
    earlier: dict[str, Any], later: dict[str, Any], relation: str, *, forbidden: bool = False
) -> dict[str, Any]:
    """Return an expected link."""
    article = {id(one): f"{name}.md" for name, claims in EXPECTED.items() for one in claims}
    return {
        "earlier_file": article[id(earlier)],
        "earlier_text": earlier["text"],
        "later_file": article[id(later)],
        "later_text": later["text"],
        "relation": relation,
        "forbidden": forbidden,
    }


PAIRS = [
    pair(HEADLINE, LEAD, "repeats"),
    pair(LEAD, DENIAL, "contradicts"),
    pair(LEAD, RELAY, "updates"),
    pair(RAIN, DENIAL, "contradicts", forbidden=True),
]


def annotate(
    folder: Path, links: Sequence[dict[str, Any]] = PAIRS, *, articles: str = "articles"
) -> Path:
    """Write an annotated folder."""
    (folder / "expected").mkdir(parents=True)
    (folder / articles).mkdir(exist_ok=True)
    for name, claims in EXPECTED.items():
        title, _, body = TEXTS[name].partition("\n\n")
        (folder / articles / f"{name}.md").write_text(
            f"---\ntitle: {title}\n---\n\n{body}\n", encoding="utf-8"
        )
        write(folder / "expected" / f"{name}.jsonl", claims)
    write(folder / "expected" / "links.jsonl", links)
    return folder


def write(path: Path, lines: Sequence[dict[str, Any]]) -> None:
    """Write JSON lines."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def found(article: str, text: str, *, speaker: str = "Ministry", **fields: Any) -> ClaimView:
    """Return a claim as the desk has it."""
    start = TEXTS[article].index(text)
    values: dict[str, Any] = {
        "claim_id": f"{article}-{start}-{len(text)}",
        "article_id": article,
        "article_title": "",
        "article_file": f"articles/{article}.md",
        "article_url": "",
        "publisher": "the Example Times",
        "published_at": DAY,
        "text": text,
        "start": start,
        "end": start + len(text),
        "fragments": ((start, start + len(text)),),
        "prefix": "",
        "suffix": "",
        "cue": "said",
        "speaker": speaker,
        "speaker_surface": speaker,
        "speaker_kind": SourceKind.UNKNOWN,
        "speaker_aliases": (),
        "via": (),
        "anonymous": False,
        "mode": Mode.INDIRECT,
        "stance": Stance.ASSERTS,
        "worth": 0.5,
        "shown": True,
        "status": Status.UNVERIFIED,
        "verdict": None,
        "n_origins": 1,
        "credibility": "6",
        "score": 0.5,
        "extractor": "hand",
        "version": 1,
        "ordered_at": DAY,
        "content_sha256": "",
        "cue_start": -1,
        "cue_end": -1,
        "speaker_start": -1,
        "speaker_end": -1,
    }
    return ClaimView(**(values | fields))


F_HEADLINE = found("first", "Envoy has left", speaker="the  MINISTRY")
F_LEAD = found("first", "envoy left in March")
F_RAIN = found("first", "It was raining that day", speaker="X", mode=Mode.NARRATION)
F_DENIAL = found("second", "Envoy never left", speaker="Ana Example")
F_RELAY = found("second", "the envoy left", speaker="Ben Sample", via=("Example Times",))
FOUND = [F_HEADLINE, F_LEAD, F_RAIN, F_DENIAL, F_RELAY]


def link(earlier: ClaimView, later: ClaimView, relation: Relation, **fields: Any) -> LinkView:
    """Return a link as the desk has it."""
    made = LinkView(
        link_id=f"{earlier.claim_id}>{later.claim_id}",
        relation=relation,
        score=0.8,
        strong=True,
        judgement=Judgement.UNREVIEWED,
        reason="by hand",
        earlier=earlier,
        later=later,
        linker="hand",
        version=1,
    )
    return replace(made, **fields)


LINKS = [
    link(F_HEADLINE, F_LEAD, Relation.REPEATS),
    link(F_LEAD, F_DENIAL, Relation.CONTRADICTS),
    link(F_LEAD, F_RELAY, Relation.UPDATES),
]


def counts(scores: Scores, *names: str) -> list[Any]:
    """Return some values of the links' scores."""
    values = scores.links.to_json()
    return [values[name] for name in names]


def test_all_right(tmp_path: Path) -> None:
    """A desk that found all and only what was expected scores one everywhere."""
    scores = score_folder(annotate(tmp_path), FOUND, LINKS)
    values = scores.to_json()

    for group in ("claims", "attributed", "narration"):
        rates = {v for k, v in values[group].items() if k.endswith(("recall", "on", "accuracy"))}
        assert rates - {None} == {1.0}
    assert [values["links"][k] for k in ("recall", "precision", "precision_strict")] == [1, 1, 1]
    assert (scores.missed, scores.missed_core, scores.spurious, scores.wrong) == ((), (), (), ())
    assert (scores.links.missed, scores.links.false, scores.links.forbidden_hits) == ((), (), ())
    json.dumps(values)


def test_groups(tmp_path: Path) -> None:
    """Attributed claims and narration are counted apart."""
    scores = score_folder(annotate(tmp_path), FOUND, [])

    assert [g.expected for g in (scores.claims, scores.attributed, scores.narration)] == [5, 4, 1]
    assert [g.core for g in (scores.claims, scores.attributed, scores.narration)] == [4, 4, 0]
    assert scores.narration.to_json()["core_recall"] is None


def test_nothing_found(tmp_path: Path) -> None:
    """An empty desk misses all, by name, and rates out of nothing are none."""
    scores = score_folder(annotate(tmp_path), [], [])

    assert scores.unread == ("first", "second")
    assert scores.claims.to_json()["core_recall"] == 0
    assert scores.claims.to_json()["precision"] is None
    assert {one["text"] for one in scores.missed_core} == {
        one["text"] for one in (HEADLINE, LEAD, DENIAL, RELAY)
    }
    assert [one["text"] for one in scores.missed] == [RAIN["text"]]


def test_a_spurious_claim(tmp_path: Path) -> None:
    """A found claim that nothing expected matches costs precision and is listed."""
    extra = found("first", "raining that")
    scores = score_folder(annotate(tmp_path), [*FOUND, extra], [])

    assert scores.claims.to_json()["precision"] == pytest.approx(5 / 6, abs=1e-4)
    assert [one["claim_id"] for one in scores.spurious] == [extra.claim_id]


def test_a_wrong_speaker(tmp_path: Path) -> None:
    """A wrong speaker is a wrong chain too; a wrong relay is a wrong chain only."""
    wrong = [
        replace(F_DENIAL, speaker="Ben Sample", stance=Stance.DENIES),
        replace(F_RELAY, via=()),
    ]
    scores = score_folder(annotate(tmp_path), [F_HEADLINE, F_LEAD, F_RAIN, *wrong], [])

    assert [one["wrong"] for one in scores.wrong] == [["speaker", "chain", "stance"], ["chain"]]
    assert scores.claims.to_json()["speaker_accuracy"] == 0.8
    assert scores.claims.to_json()["chain_accuracy"] == 0.6
    assert scores.claims.to_json()["stance_accuracy"] == 0.8


def test_other_articles(tmp_path: Path) -> None:
    """Claims and links of articles that are not annotated do not count."""
    other = replace(F_RAIN, claim_id="other", article_file="other.md")
    scores = score_folder(
        annotate(tmp_path), [*FOUND, other], [link(other, F_RAIN, LINKS[0].relation)]
    )

    assert scores.claims.found == 5
    assert scores.links.shown == 0


def test_another_version(tmp_path: Path) -> None:
    """Claims of another version of an annotated text are left out, and counted."""
    moved = replace(F_LEAD, claim_id="moved", start=F_LEAD.start + 1, end=F_LEAD.end + 1)
    scores = score_folder(annotate(tmp_path), [*FOUND, moved], [])

    assert (scores.claims.found, scores.other_text) == (5, 1)


def test_articles_beside(tmp_path: Path) -> None:
    """Articles may lie beside expected/, or be missing altogether."""
    beside = score_folder(annotate(tmp_path / "a", articles="."), FOUND, LINKS)
    folder = annotate(tmp_path / "b")
    for path in (folder / "articles").iterdir():
        path.unlink()

    assert beside == score_folder(folder, FOUND, LINKS)


def test_a_wrong_relation(tmp_path: Path) -> None:
    """A link with another relation than annotated is not found, and is counted apart."""
    links = [LINKS[0], replace(LINKS[1], relation=Relation.CONFIRMS)]
    scores = score_folder(annotate(tmp_path), FOUND, links)

    assert counts(scores, "found", "wrong_relation", "right", "scored") == [1, 1, 1, 2]
    assert [one["why"] for one in scores.links.missed] == ["linked as confirms", "not linked"]
    assert scores.links.false[0]["listed"]


def test_direction(tmp_path: Path) -> None:
    """Direction makes no difference to a contradiction, and does to an update."""
    links = [
        link(F_DENIAL, F_LEAD, Relation.CONTRADICTS),
        link(F_RELAY, F_LEAD, Relation.UPDATES),
    ]
    scores = score_folder(annotate(tmp_path), FOUND, links)

    assert counts(scores, "found", "wrong_relation", "right") == [1, 1, 1]
    assert scores.links.missed[-1]["why"] == "linked as updates, backwards"


def test_a_pair_that_says_the_same(tmp_path: Path) -> None:
    """A link to the headline is right where one to the lead, which repeats it, is annotated."""
    links = [link(F_HEADLINE, F_DENIAL, Relation.CONTRADICTS)]
    scores = score_folder(annotate(tmp_path), FOUND, links)

    assert counts(scores, "right", "precision", "found") == [1, 1.0, 0]


def test_an_unlisted_pair(tmp_path: Path) -> None:
    """A pair in neither list counts as wrong, but not among the listed."""
    links = [LINKS[0], link(F_RAIN, F_RELAY, Relation.CONFIRMS)]
    scores = score_folder(annotate(tmp_path), FOUND, links)

    assert counts(scores, "unlisted", "precision", "precision_listed") == [1, 0.5, 1.0]


def test_an_unmatched_end(tmp_path: Path) -> None:
    """A link with an end that nothing expected matches is unscored, and counts when strict."""
    extra = found("first", "raining that")
    links = [LINKS[0], link(extra, F_RELAY, Relation.CONFIRMS)]
    scores = score_folder(annotate(tmp_path), [*FOUND, extra], links)

    assert counts(scores, "unscored", "precision", "precision_strict") == [1, 1.0, 0.5]


def test_a_forbidden_pair(tmp_path: Path) -> None:
    """A forbidden pair is hit by a link of any relation, in any direction."""
    links = [link(F_DENIAL, F_RAIN, Relation.REPEATS)]
    scores = score_folder(annotate(tmp_path), FOUND, links)

    assert [one["later_text"] for one in scores.links.forbidden_hits] == [DENIAL["text"]]
    assert counts(scores, "right", "unlisted", "precision_listed") == [0, 0, 0.0]


def test_a_second_reading(tmp_path: Path) -> None:
    """A link that only the second reading lists is right, and no part of the first one's recall."""
    added = {**pair(RAIN, RELAY, "repeats"), "added": True}
    links = [link(F_RAIN, F_RELAY, Relation.REPEATS)]
    scores = score_folder(annotate(tmp_path, [*PAIRS, added]), FOUND, links)

    assert counts(scores, "found", "added_found", "precision") == [0, 1, 1.0]
    assert scores.links.to_json()["recall_both"] == 0.25


def test_a_rejected_link(tmp_path: Path) -> None:
    """A link that a person rejected is none."""
    links = [replace(LINKS[1], judgement=Judgement.REJECTED)]

    assert score_folder(annotate(tmp_path), FOUND, links).links.shown == 0


def test_an_end_that_is_missed(tmp_path: Path) -> None:
    """A link that cannot be there because its claim was missed says so."""
    scores = score_folder(annotate(tmp_path), [F_HEADLINE, F_DENIAL, F_RELAY], [])

    assert [one["why"] for one in scores.links.missed] == [
        "the later claim was not found",
        "the earlier claim was not found",
        "the earlier claim was not found",
    ]


def test_claims_that_share_their_words(tmp_path: Path) -> None:
    """Where two claims have the same text, a link to either is the one that is meant."""
    folder = annotate(tmp_path, [pair(LEAD, DENIAL, "contradicts")])
    twin = {**LEAD, "speaker": "Ben Sample"}
    write(folder / "expected" / "first.jsonl", [LEAD, twin, RAIN])
    other = replace(F_LEAD, claim_id="twin", speaker="Ben Sample")
    scores = score_folder(
        folder, [other, F_LEAD, F_DENIAL], [link(other, F_DENIAL, Relation.CONTRADICTS)]
    )

    assert counts(scores, "found", "right") == [1, 1]
    assert scores.wrong == ()


def test_the_table(tmp_path: Path) -> None:
    """The table gives each measure a name and a value with its counts."""
    table = dict(score_folder(annotate(tmp_path), FOUND, LINKS[:1]).table())

    assert table["articles"] == "2 of 2"
    assert table["all claims: core recall"] == "100.0%, 4 of 4"
    assert table["links: recall"] == "33.3%, 1 of 3"
    assert table["narration: core recall"] == "0 of 0"


@pytest.mark.parametrize("make", [False, True])
def test_no_annotations(tmp_path: Path, *, make: bool) -> None:
    """A folder without annotations is refused by name."""
    if make:
        (tmp_path / "expected").mkdir()

    with pytest.raises(InputError, match=r"holds no expected/\*\.jsonl"):
        score_folder(tmp_path, [], [])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "first.jsonl, line 4: "),
        ("[]", "first.jsonl, line 4: "),
        ('{"text": "x", "end": 3}', "first.jsonl, line 4: no field 'start'"),
        (json.dumps({**LEAD, "start": 0}), "line 4: the article reads 'Envoy has left"),
        (json.dumps({**LEAD, "start": "a"}), "first.jsonl, line 4: "),
        (json.dumps({**LEAD, "mode": "sung"}), "line 4: 'sung' is not a valid Mode"),
        (json.dumps({**LEAD, "via": "A > B"}), "line 4: via 'A > B' is not a list"),
        (json.dumps({**LEAD, "fragments": [1]}), "first.jsonl, line 4: "),
    ],
)
def test_a_malformed_claim(tmp_path: Path, line: str, message: str) -> None:
    """A malformed claim is named with its file and line."""
    path = annotate(tmp_path) / "expected" / "first.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")

    with pytest.raises(InputError) as refused:
        score_folder(tmp_path, [], [])
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"relation": "likes"}, "links.jsonl, line 2: 'likes' is not a valid Relation"),
        ({"later_text": "nobody"}, "line 2: later_text 'nobody' is no expected claim of 'second"),
        ({"later_file": "gone.md"}, "is no expected claim of 'gone.md'"),
    ],
)
def test_a_malformed_link(tmp_path: Path, fields: dict[str, Any], message: str) -> None:
    """A malformed link is named with its file and line."""
    annotate(tmp_path, [PAIRS[0], {**PAIRS[1], **fields}])

    with pytest.raises(InputError) as refused:
        score_folder(tmp_path, [], [])
    assert message in str(refused.value)
