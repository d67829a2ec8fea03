"""Two articles that contradict each other, as annotated, and as a desk finds them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from claims.evaluate.scores import Scores
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
