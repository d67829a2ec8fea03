"""What the notice about a silently changed sentence says."""

from dataclasses import replace
from datetime import UTC, datetime

from claims.ui.alarms import notice
from db.views.web import AlarmView
from db.vocabulary import Anchored, Verdict

CHANGED = AlarmView(
    claim_id="c1",
    text="the bridge was shut",
    verdict=Verdict.CONFIRMED,
    article_id="a1",
    article_title="Bridge",
    now_in="a2",
    anchored=Anchored.CHANGED,
    was="The bridge was shut.",
    now="The bridge was <script>open</script>.",
    start=0,
    end=8,
    since=datetime(2026, 6, 3, tzinfo=UTC),
    open=True,
)


def test_notice() -> None:
    """A notice says what changed and since when, sets the words off, and lets no markup through."""
    told = notice(CHANGED)

    assert "Needs re-review: the sentence changed (seen on 3 June 2026)" in told
    assert '<b class="differs">shut</b>' in told
    assert '<b class="differs">open</b>' in told
    assert "<script" not in told
    assert "Decided since: " in notice(replace(CHANGED, open=False))
    assert "was taken out" in notice(replace(CHANGED, anchored=Anchored.GONE, now=""))
    assert "stands again" in notice(replace(CHANGED, anchored=Anchored.RESTORED))
    assert notice(None) == ""
