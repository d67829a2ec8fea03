"""A desk with as many claims as are wanted, for measuring what a large one is like to work at.

    python -m benchmarks.crowd --claims 1000000 --to desk.db

The press is fabricated (``benchmarks/invented.py``) and nothing is extracted or linked by the
machine: rows go straight into the tables, some 20,000 claims a second. What follows holds as on any
desk: words stand where claims say, bytes have their hashes, links join claims about one matter and
make storylines and statuses, and every verdict has its row in a log whose chain verifies. There are
no keys and no vectors, so a new article's claims find no earlier ones to be compared with.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sqlite3
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.invented import LAST_DAY, Press
from claims.assess.status import OPPOSING, SUPPORTING
from claims.assess.urgency import Urgency
from claims.excerpt import excerpt
from claims.review.ledger import COLUMNS, SEALED, row_hash
from db.engine import WRITE, migrate, open_engine, survey
from db.index import release_index, renew_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from benchmarks.invented import Saying, Story

    Row = dict[str, Any]

TOGETHER = 2_000
LINKED, DECIDED, DAYS = 0.3, 0.05, 200
TOUCHED = ("storyline", "status", "n_origins", "shown", "spread", "opposed", "urgency")
TOUCH = f"UPDATE claim SET {', '.join(f'{name}=?' for name in TOUCHED)} WHERE id=?"
# Since when claims wait and links stand: since the articles came in.
MOMENTS = (
    """UPDATE claim SET waits_since = (SELECT date(added_at) FROM article
        WHERE article.id = claim.article_id) WHERE shown AND verdict IS NULL""",
    """UPDATE claimlink SET since = (SELECT added_at FROM claim
        JOIN article ON article.id = claim.article_id WHERE claim.id = later_id)""",
)
RELATIONS = {"repeats": 40, "confirms": 30, "contradicts": 20, "updates": 8, "retracts": 2}
VERDICTS = {"confirmed": 5, "refuted": 3, "undetermined": 2}
REVIEWERS = ("ana", "ben", "chloé", "김검토")
RUN = {"id": 1, "stage": "read", "started_at": "2026-01-01 00:00:00.000000"}
RUN |= {"components": "{}", "counts": "{}"}


def fill(file: Path, claims: int, seed: int = 0, last_day: datetime = LAST_DAY) -> None:
    """Make a desk of so many claims where there is none yet.

    Args:
        file: where.
        claims: how many.
        seed: another one gives another press.
        last_day: when the newest articles and decisions came in.
    """
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    # All claims are entered in the index at the end, which is quicker than one by one.
    with engine.connect().execution_options(**WRITE) as connection, connection.begin():
        release_index(connection)
    engine.dispose()
    base = sqlite3.connect(file, isolation_level=None)
    base.executescript("PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-500000")
    base.execute("BEGIN")
    crowd = Crowd(base, Press(claims, random.Random(seed), last_day))
    crowd.write()
    base.execute("COMMIT")
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()
    with engine.connect().execution_options(**WRITE) as connection, connection.begin():
        renew_index(connection)
    survey(engine)
    engine.dispose()


class Crowd:
    """Turns a press into the rows of a desk."""

    def __init__(self, base: sqlite3.Connection, press: Press) -> None:
        self.base, self.press, self.rng = base, press, press.rng
        self.linked: defaultdict[int, list[Row]] = defaultdict(list)
        self.carrying: defaultdict[str, set[str]] = defaultdict(set)
        self.against: defaultdict[str, set[int]] = defaultdict(set)
        self.decided: list[Row] = []

    def write(self) -> None:
        """Write sources, articles with their claims and links, and the log."""
        insert(self.base, "run", [RUN])
        kinds = {"org": "company"}
        insert(
            self.base,
            "source",
            (
                {"id": n, "name": name, "kind": kinds.get(kind, kind)}
                for n, (name, kind) in self.press.sources.items()
            ),
        )
        waiting: defaultdict[str, list[Row]] = defaultdict(list)
        for story in self.press.stories():
            for table, rows in self._rows(story).items():
                waiting[table] += rows
            if len(waiting["claim"]) > TOGETHER:
                self._flush(waiting)
        self._flush(waiting)
        for statement in MOMENTS:
            self.base.execute(statement)
        insert(self.base, "reviewevent", self._log())

    def _flush(self, waiting: defaultdict[str, list[Row]]) -> None:
        # What is in the news no more is linked to no more.
        for matter in sorted(self.linked)[: -2 * self.press.current]:
            for claim in self.linked.pop(matter):
                self.carrying.pop(claim["id"], None)
                self.against.pop(claim["id"], None)
        for table, rows in waiting.items():
            insert(self.base, table, rows)
        waiting.clear()

    def _rows(self, story: Story) -> dict[str, list[Row]]:
        raw = story.text.encode()
        sha256 = hashlib.sha256(raw).hexdigest()
        article = self._article(story, sha256)
        claims, relays, links = [], [], []
        for saying in story.sayings:
            claim = self._claim(story, saying, article["id"])
            claims.append(claim)
            relays += [
                {"claim_id": claim["id"], "position": n, "source_id": one, "surface": ""}
                for n, one in enumerate(saying.via)
            ]
            found = list(self._links(story, claim))
            self._decide(story, saying, claim, found)
            links += found
            claim["shown"] |= claim["verdict"] is not None
        # Captures before articles before claims: that is how they refer to each other.
        return {
            "capture": [{"sha256": sha256, "raw": raw}],
            "article": [article],
            "claim": claims,
            "relay": relays,
            "claimlink": links,
        }

    def _article(self, story: Story, sha256: str) -> Row:
        identity = _digest(sha256)
        at = self._came_in(story)
        return {
            "id": identity,
            "content_sha256": sha256,
            "text_sha256": sha256,
            "file": f"{identity}.md",
            "url": f"https://example.com/{identity}",
            "title": story.title,
            "text": story.text,
            "publisher_id": story.publisher,
            "published_at": _moment(at) if story.dated else None,
            "published_origin": "front matter" if story.dated else "",
            "ordered_at": _moment(at),
            "language": "en",
            "encoding": "utf-8",
            "notes": "[]",
            "added_at": _moment(at),
            "run_id": 1,
            "extract_run_id": 1,
            "link_run_id": 1,
            "withdrawn": 0,
            "version": 1,
        }

    def _came_in(self, story: Story) -> datetime:
        """Return when an article came in: the dated ones as they were published, the rest last."""
        if story.dated:
            return story.moment
        return self.press.last_day - timedelta(seconds=self.rng.randrange(9999))

    def _claim(self, story: Story, saying: Saying, article_id: str) -> Row:
        end = saying.start + len(saying.text)
        worthy = bool(saying.cue) or self.press.chance("worthy")
        return {
            "id": _digest(f"{article_id} {saying.start} {end}"),
            "article_id": article_id,
            "start": saying.start,
            "end": end,
            "fragments": f"[[{saying.start}, {end}]]",
            **excerpt(story.text, saying.start, end),
            "cue": saying.cue,
            "cue_start": saying.cue_start,
            "cue_end": saying.cue_start + len(saying.cue) if saying.cue else -1,
            "speaker_id": saying.speaker,
            "speaker_surface": saying.surface,
            "speaker_start": saying.speaker_start,
            "speaker_end": saying.speaker_start + len(saying.surface) if saying.cue else -1,
            "mode": "indirect" if saying.cue else "narration",
            "stance": saying.stance,
            "worth": round(self.rng.random(), 3),
            "worthy": worthy,
            "shown": worthy,
            "score": round(self.rng.uniform(0.5, 1), 3),
            "proposition": json.dumps({"entities": saying.text.split()[1:3]}),
            "extractor": "claims.Invented.v1",
            "run_id": 1,
            "assess_run_id": 1,
            "status": "unverified",
            "credibility": "6",
            "n_origins": 1,
            "circular": "[]",
            "unnamed_origin": saying.surface if saying.surface == "A source" else "",
            "spread": 1,
            "opposed": 0,
            "urgency": 1,
            "reach": 1.0,
            "storyline": None,
            "verdict": None,
            "version": 1,
        }

    def _links(self, story: Story, claim: Row) -> Iterator[Row]:
        """Link a claim to an earlier one about the same matter; both stand otherwise then."""
        others = self.linked[story.matter]
        if others and self.rng.random() < LINKED:
            earlier, decided = self.rng.choice(others), self.rng.random() < DECIDED
            relation = self._drawn(RELATIONS)
            self._touch(claim, earlier, relation)
            yield {
                "id": _digest(f"{claim['id']} {earlier['id']}"),
                "later_id": claim["id"],
                "earlier_id": earlier["id"],
                "relation": relation,
                "score": round(self.rng.uniform(0.5, 1), 3),
                "strong": 1,
                "reason": "the same matter and place",
                "judgement": "accepted" if decided else "unreviewed",
                "linker": "claims.Invented.v1",
                "run_id": 1,
                "version": 1 + decided,
            }
        if not others or claim["storyline"]:
            others.append(claim)

    def _touch(self, later: Row, earlier: Row, relation: str) -> None:
        later["storyline"] = earlier["storyline"] = earlier["storyline"] or earlier["id"]
        standing = {"contradicts": "disputed", "confirms": "corroborated"}.get(relation)
        for end, other in ((later, earlier), (earlier, later)):
            self._press(end, other, relation)
            end["status"] = standing or end["status"]
            end["n_origins"] += relation == "confirms"
            end["shown"] = True
        if relation == "retracts":
            earlier["status"] = "retracted"
        # It may have been written already.
        values = [earlier[name] for name in TOUCHED]
        self.base.execute(TOUCH, [*values, earlier["id"]])

    def _press(self, claim: Row, other: Row, relation: str) -> None:
        """Note how much a claim presses for a decision, as ``claims.assess.urgency`` says it."""
        carrying, against = self.carrying[claim["id"]], self.against[claim["id"]]
        if relation in SUPPORTING:
            carrying.add(other["article_id"])
        if relation in OPPOSING:
            against.add(other["speaker_id"])
        claim["spread"] = len({claim["article_id"], *carrying})
        claim["opposed"] = len(against)
        claim["urgency"] = Urgency(claim["spread"], claim["opposed"]).product

    def _decide(self, story: Story, saying: Saying, claim: Row, links: Sequence[Row]) -> None:
        """Note what people decided about a claim and its links, for the log."""
        names = self.press.sources
        about = {
            "claim_id": claim["id"],
            "claim_text": claim["text"],
            "speaker": names[saying.speaker][0],
            "via": " > ".join(names[one][0] for one in saying.via),
            "publisher": names[story.publisher][0],
            "article_title": story.title,
            "char_start": claim["start"],
            "char_end": claim["end"],
            "status_before": claim["status"],
            "status_after": claim["status"],
            "reason": "the ministry's own picture of the day after shows it",
        }
        for link in links:
            if link["judgement"] != "unreviewed":
                what = {"action": "judge", "object_type": "link", "object_id": link["id"]}
                self.decided.append({**about, **what, "before": "unreviewed", "after": "accepted"})
        if self.rng.random() < DECIDED:
            verdict = claim["verdict"] = self._drawn(VERDICTS)
            claim["version"] = 2
            what = {"action": "decide", "object_type": "claim", "object_id": claim["id"]}
            self.decided.append({**about, **what, "after": verdict, "verdict_after": verdict})

    def _drawn(self, weights: Mapping[str, int]) -> str:
        return self.rng.choices([*weights], weights=[*weights.values()])[0]

    def _log(self) -> Iterator[Row]:
        """Yield the rows of the log, each sealed with the hash of the one before."""
        self.rng.shuffle(self.decided)
        last, began = "", self.press.last_day - timedelta(days=DAYS)
        numbers = dict.fromkeys(("char_start", "char_end", "n_supporting", "n_opposing"))
        for seq, one in enumerate(self.decided, start=1):
            moment = began + timedelta(days=DAYS * seq / len(self.decided))
            row = {**dict.fromkeys(COLUMNS, ""), **numbers, "n_origins": 1, **one}
            row |= {"event_seq": seq, "event_time_utc": moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
            row |= {"reviewer": self.rng.choice(REVIEWERS), "prev_hash": last}
            last = row["row_hash"] = row_hash([row[name] for name in SEALED])
            yield row


def insert(base: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Write rows that all have the same columns; the other columns get their defaults."""
    rows = iter(rows)
    if (first := next(rows, None)) is None:
        return
    known = base.execute(f"PRAGMA table_info({table})").fetchall()
    # The desk's own defaults stand in its models, not in the tables.
    missing = {
        name: "" for _, name, kind, needed, default, _ in known if needed and default is None
    }
    first = missing | first
    names = ", ".join(f'"{name}"' for name in first)
    values = ", ".join(f":{name}" for name in first)
    statement = f"INSERT INTO {table} ({names}) VALUES ({values})"
    base.execute(statement, first)
    base.executemany(statement, (missing | row for row in rows))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _moment(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def main() -> None:
    """Read the arguments and fill."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--claims", type=int, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    fill(arguments.to, arguments.claims, arguments.seed, datetime.now(UTC))


if __name__ == "__main__":
    main()
