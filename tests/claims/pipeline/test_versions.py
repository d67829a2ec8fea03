"""A page that is changed silently: claims keep their decisions, and an alarm is raised."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from claims import Desk, Verdict
from claims.extract.quote import Document, Mention, Quote
from claims.link.match import Match, Statement
from claims.link.noop import NoOp
from claims.proposition import Proposition
from claims.registry import extractors, linkers
from claims.settings import Settings
from db.vocabulary import Anchored, Relation
from tests.claims.fetch.server import Server, serving

SHUT = "Minister Ana Example said that the bridge was shut."
RAIN = "Minister Ana Example said that rain fell for three days."
WELL = "Minister Ana Example said that the well was dry."
MORE = "Nobody was hurt, and the road along the river stayed open all day for whoever came by."


class Said:
    """Finds as a claim what stands behind every "said that"."""

    name = "claims.TestSaid.v1"
    components = {"claims.TestSaid.v1": "1"}  # noqa: RUF012 - the form of all parts

    def __init__(self, settings: Settings) -> None:
        pass

    def extract(self, documents: list[Document]) -> list[list[Quote]]:
        """Return the quotes of each document."""
        return [[*self.quotes(one.text)] for one in documents]

    def quotes(self, text: str) -> Iterator[Quote]:
        """Yield a quote for each sentence."""
        at = text.find(" said that ")
        while at >= 0:
            start, end = at + 11, text.index(".", at)
            core = Proposition(terms=tuple(text[start:end].split()))
            name = " ".join(text[:at].split()[-2:])
            speaker = Mention(name, start=at - len(name), end=at)
            yield Quote(start, end, ((start, end),), speaker, proposition=core, shown=True)
            at = text.find(" said that ", end)


class Same(NoOp):
    """Links claims of the same words."""

    name = "claims.TestSame.v1"
    threshold = 0.5

    def keys(self, statement: Statement) -> dict[str, float]:
        """Return the words."""
        return dict.fromkeys(statement.proposition.terms, 1.0)

    def vectors(self, statement: Statement) -> bytes:
        """Return the words once more."""
        return " ".join(statement.proposition.terms).encode()

    def judge(
        self, later: Statement, earlier: Statement, *, vectors: tuple[bytes, bytes]
    ) -> Match | None:
        """Call the same words a confirmation."""
        same = later.text == earlier.text
        return Match(Relation.CONFIRMS, 0.9, "the same words") if same else None


@pytest.fixture
def server() -> Iterator[Server]:
    """A web server of this machine."""
    with serving() as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, server: Server) -> Iterator[Desk]:
    """A desk whose parts read plainly, and which may fetch from the server."""
    extractors.register(Said.name, func=Said)
    linkers.register(Same.name, func=Same)
    settings = Settings(
        extractor=Said.name,
        linker=Same.name,
        workers=1,
        allow_hosts=(server.place,),
        fetch_pause=0.0,
    )
    with Desk.open(f"sqlite:///{tmp_path / 'desk.db'}", settings=settings) as made:
        yield made


def page(*sentences: str, publisher: str = "Example Times") -> str:
    """Return a web page with these sentences."""
    text = "".join(f"<p>{one}</p>" for one in (*sentences, MORE))
    return (
        f'<html lang="en"><head><title>Bridge</title><meta property="og:site_name" '
        f'content="{publisher}"></head><body><article><h1>Bridge</h1>{text}</article></body></html>'
    )


def seen(desk: Desk, url: str) -> list[str]:
    """Fetch an address, let every stage work, and return what was said of it."""
    notes = [step.note for step in desk.fetch(url)]
    list(desk.run())
    return notes


def test_silent_edits(desk: Desk, server: Server) -> None:
    """Moved sentences raise no alarm, edited and removed ones do, and restored ones clear it."""
    url = server.page("/bridge", page(SHUT, RAIN, WELL))
    assert seen(desk, url) == ["read"]
    by_words = {one.text: one.claim_id for one in desk.claims()}
    shut, rain, well = (by_words[one.partition("that ")[2][:-1]] for one in (SHUT, RAIN, WELL))
    for claim_id in (shut, rain, well):
        desk.decide(claim_id, Verdict.CONFIRMED, by="ana", reason="seen")
    assert desk.queue() == []
    assert desk.alarms() == []

    edited = SHUT.replace("was shut", "was open")
    server.page("/bridge", page(WELL, edited))
    assert seen(desk, url) == ["read"]
    alarms = {one.claim_id: one for one in desk.alarms()}
    assert {one: alarms[one].anchored for one in alarms} == {
        shut: Anchored.CHANGED,
        rain: Anchored.GONE,
    }
    assert (alarms[shut].was, alarms[shut].now) == (SHUT, edited)
    assert "the sentence changed on" in alarms[shut].reason
    # Both come back; the edited sentence is a claim of its own; that of the well goes on.
    queue = [one.claim_id for one in desk.queue()]
    assert {*queue[:2]} == {shut, rain}
    assert [desk.claim(one).text for one in queue[2:]] == ["the bridge was open"]
    assert desk.claim(shut).verdict is Verdict.CONFIRMED

    with desk.as_of("2026-01-01") as past:
        assert past.alarms() == []
    desk.decide(rain, Verdict.UNDETERMINED, by="ana", reason="the paper took it out")
    assert [one.claim_id for one in desk.alarms()] == [shut]

    server.page("/bridge", page(SHUT, RAIN, WELL))
    assert seen(desk, url)[0].startswith("already here")
    # What stood there meanwhile, and nobody had decided on, is gone again.
    assert [one.text for one in desk.alarms()] == ["the bridge was open"]
    told = desk.alarm(shut)
    assert told is not None
    assert told.anchored is Anchored.RESTORED
    assert "stands again since" in told.reason

    one, other = desk.versions(desk.claim(shut).article_id)
    assert (one.number, one.current, len(one.seen)) == (1, True, 2)
    assert (other.number, other.current, len(other.seen)) == (2, False, 1)
    changes = desk.differences(one.article_id, other.article_id)
    assert any(RAIN in change.was for change in changes)
    assert any(edited in change.now for change in changes)

    # The same again is neither a version nor an alarm.
    seen(desk, url)
    assert len(desk.versions(one.article_id)) == 2
    assert len(desk.alarms()) == 1


def test_versions_are_one_witness(desk: Desk, server: Server) -> None:
    """Two versions of an article are no links of each other, and one origin for a third."""
    first = server.page("/a", page(SHUT))
    seen(desk, first)
    server.page("/a", page(SHUT.replace("Ana", "Cy"), WELL))
    seen(desk, first)
    assert desk.links() == []

    other = SHUT.replace("Ana", "Bo")
    seen(desk, server.page("/b", page(other, publisher="Fabricated Post")))
    third = next(one for one in desk.claims() if one.publisher == "Fabricated Post")
    assert len(desk.links(third)) == 2
    assert {link.other.speaker for link in desk.links(third)} == {"Ana Example", "Cy Example"}
    assert third.n_origins == 2


def test_old_files_say_nothing_of_today(desk: Desk, tmp_path: Path) -> None:
    """Files of two versions that are read again and again raise one alarm, and it stays."""
    head = "---\ntitle: Bridge\nurl: https://example.org/bridge\n---\n\n"
    (tmp_path / "a.md").write_text(f"{head}{SHUT}\n", encoding="utf-8")
    (tmp_path / "b.md").write_text(f"{head}{WELL}\n", encoding="utf-8")
    for _ in range(2):
        list(desk.run(tmp_path / "a.md", tmp_path / "b.md"))

        (one,) = desk.alarms()
        assert (one.anchored, one.was) == (Anchored.CHANGED, SHUT)
        assert [version.current for version in desk.versions(one.article_id)] == [False, True]

    # A claim whose words a person sets anew is followed by the sentences that it rests on now.
    desk.edit(one.claim_id, span=(0, 6), by="ana", reason="the headline says it")
    list(desk.run())
    (one,) = desk.alarms()
    assert one.was.startswith("Bridge")
    assert [step for step in desk.run() if "followed" in step.note] == []
