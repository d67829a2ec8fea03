"""Review: one claim, a reason, a verdict, the next claim."""

from collections.abc import Callable
from typing import Any

import pytest

from claims import Desk, Judgement, Relation, Verdict
from claims.ui.deciding import REASONS

Shown = Callable[[Any], str]


def decide(app: Any, claim_id: str, verdict: str, reason: str = "seen on site") -> None:
    """Write a reason and press a verdict, without looking first."""
    app.text_input(key=f"reason-{claim_id}").set_value(reason)
    app.button(key=verdict).click().run()


def test_most_disputed_claim_comes_first(open_page: Any, story_desk: str, shown: Shown) -> None:
    """The claim that another contradicts opens the queue, beside its marked article."""
    page = shown(open_page(story_desk))

    assert 'data-current="c-shut"' in page
    assert '<span class="mark mark-content">the old bridge was shut</span>' in page
    assert '<span class="mark mark-speaker">Example Wire</span>' in page
    assert '<small class="root">root</small> Example Wire</li><li class="publisher">The Ex' in page


def test_opposing_claim_stands_with_reason_and_score(
    open_page: Any, story_desk: str, shown: Shown
) -> None:
    """The contradicting claim is shown with relation, score and reason."""
    page = shown(open_page(story_desk))

    assert "is contradicted by" in page
    assert "suggested, score 0.91" in page
    assert "the same bridge, the opposite state" in page


def test_verdict_is_saved_and_the_next_claim_comes(
    open_page: Any, story_desk: str, desk: Desk, look: Any, shown: Shown
) -> None:
    """A press with a reason writes one event under the reviewer's name and moves on."""
    app = open_page(story_desk)
    look()
    decide(app, "c-shut", "refuted")

    assert [(e.reviewer, e.after, e.reason) for e in desk.log()] == [
        ("ana", "refuted", "seen on site")
    ]
    assert 'data-current="c-shut"' not in shown(app)
    assert "1 decided today, 3 open" in shown(app)


def test_press_without_reason_waits(
    open_page: Any, story_desk: str, desk: Desk, look: Any, shown: Shown
) -> None:
    """A press without a reason is kept until the reason is given, and nothing is written before."""
    app = open_page(story_desk)
    look()
    app.button(key="refuted").click().run()
    told, before = shown(app), desk.log()
    look()
    app.text_input(key="reason-c-shut").set_value("the pillar fell")
    app.button(key="save-refuted").click().run()

    assert told.index("Logged under the name") < told.index("is waiting for its reason")
    assert before == []
    assert desk.claim("c-shut").verdict is Verdict.REFUTED


def test_chip_is_reason_enough(open_page: Any, story_desk: str, desk: Desk, look: Any) -> None:
    """A picked reason counts as one, and joins a written one."""
    app = open_page(story_desk)
    look()
    app.button_group(key="chips-c-shut").set_value([REASONS[0]])
    decide(app, "c-shut", "confirmed", "page 3")

    assert desk.log()[0].reason == f"{REASONS[0]}; page 3"


def test_reason_picked_for_a_waiting_verdict_saves_it(
    open_page: Any, story_desk: str, desk: Desk, look: Any
) -> None:
    """A verdict that waits is saved with the reason that is picked, without another press."""
    app = open_page(story_desk)
    look()
    app.button(key="refuted").click().run()
    app.button(key="reason-3").click().run()

    assert [(e.after, e.reason) for e in desk.log()] == [("refuted", REASONS[2])]


def test_what_a_colleague_decided_meanwhile_is_passed_over(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """Next goes on to a claim that still waits, and each says why it stands where it does."""
    app = open_page(story_desk)
    first = shown(app)
    desk.decide("c-denial", Verdict.REFUTED, by="ben", reason="r")
    app.button(key="next").click().run()

    assert "2 articles, disputed by 1, waits" in first
    assert 'data-current="c-police"' in shown(app)


def test_presses_in_a_row_decide_once(
    open_page: Any, story_desk: str, desk: Desk, look: Any, shown: Shown
) -> None:
    """Presses that follow without a look at the next claim write nothing."""
    app = open_page(story_desk)
    look()
    decide(app, "c-shut", "confirmed")
    for _ in range(4):
        app.button(key="confirmed").click().run()

    assert len(desk.log()) == 1
    assert "came too soon" in shown(app)


def test_undo_takes_back_and_returns(
    open_page: Any, story_desk: str, desk: Desk, look: Any, shown: Shown
) -> None:
    """Undo writes a second event, clears the verdict and brings the claim back into sight."""
    app = open_page(story_desk)
    look()
    decide(app, "c-shut", "confirmed")
    look()
    app.button(key="undo").click().run()

    assert [event.action for event in desk.log()] == ["decide", "undo"]
    assert desk.claim("c-shut").verdict is None
    assert 'data-current="c-shut"' in shown(app)
    assert "0 decided today" in shown(app)


def test_undo_finds_my_last_decision_in_a_new_session(
    open_page: Any, story_desk: str, desk: Desk, look: Any
) -> None:
    """A fresh session takes back the reviewer's own last decision, not a colleague's later one."""
    mine = desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="r")
    desk.decide("c-police", Verdict.CONFIRMED, by="ben", reason="r")
    app = open_page(story_desk)
    look()
    app.button(key="undo").click().run()

    assert desk.log()[-1].evidence == f"event {mine.event_seq}"


def test_undo_without_a_decision_says_so(
    open_page: Any, story_desk: str, look: Any, shown: Shown
) -> None:
    """Undo with nothing to take back is answered."""
    app = open_page(story_desk)
    look()
    app.button(key="undo").click().run()

    assert "There is no decision by ana to take back" in shown(app)


def test_conflict_is_shown_and_not_overwritten(
    open_page: Any, story_desk: str, desk: Desk, look: Any, shown: Shown
) -> None:
    """A press on what a colleague decided meanwhile saves nothing and says who did what and why."""
    app = open_page(story_desk)
    look()
    desk.decide("c-shut", Verdict.CONFIRMED, by="ben", reason="saw the record")
    decide(app, "c-shut", "refuted")
    told, between = shown(app), desk.claim("c-shut").verdict
    look()
    app.button(key="refuted").click().run()

    assert "Your press was not saved" in told
    assert "ben" in told
    assert "saw the record" in told
    assert between is Verdict.CONFIRMED
    assert desk.claim("c-shut").verdict is Verdict.REFUTED


def test_next_and_back_walk_the_queue(open_page: Any, story_desk: str, shown: Shown) -> None:
    """Next and Back move one claim and come back to the first."""
    app = open_page(story_desk)
    app.button(key="next").click().run()
    second = shown(app)
    app.button(key="back").click().run()

    assert 'data-current="c-shut"' not in second
    assert 'data-current="c-shut"' in shown(app)


def test_what_a_colleague_has_open_is_passed_over(
    open_page: Any, story_desk: str, desk: Desk, shown: Shown
) -> None:
    """Two begin and go on beside one another, and come to what was passed over once it is free."""
    first, second, third, fourth = [one.claim_id for one in desk.queue()]
    ben = open_page(story_desk)
    ben.text_input(key="reviewer").set_value("ben").run()
    ana = open_page(story_desk)
    seen = [current(shown(ana))]
    ben.button(key="next").click().run()
    for _ in range(3):
        ana.button(key="next").click().run()
        seen.append(current(shown(ana)))

    assert current(shown(ben)) == third
    assert seen == [second, first, fourth, third]


def current(page: str) -> str:
    """Which claim a page has in sight."""
    return page.split('data-current="')[1].split('"', maxsplit=1)[0]


def test_end_of_queue_offers_to_start_again(open_page: Any, story_desk: str, shown: Shown) -> None:
    """After the last claim the page says what was passed over, and begins anew on demand."""
    app = open_page(story_desk)
    for _ in range(4):
        app.button(key="next").click().run()
    end = shown(app)
    app.button(key="again").click().run()

    assert "end of the queue" in end
    assert 'data-current="c-shut"' in shown(app)


def test_link_is_judged_beside_the_claim(
    open_page: Any, story_desk: str, desk: Desk, look: Any
) -> None:
    """Reject on a link writes a judgement, and the claim's status follows."""
    app = open_page(story_desk)
    look()
    app.button(key="rejected-l-denied").click().run()

    assert desk.link("l-denied").judgement is Judgement.REJECTED
    assert desk.link("l-denied").relation is Relation.CONTRADICTS
    assert desk.claim("c-shut").status == "corroborated"


def test_rejected_link_says_what_became_of_the_claim(
    open_page: Any, story_desk: str, look: Any, shown: Shown
) -> None:
    """The toast names the new standing, and the rejected link no longer counts in its group."""
    app = open_page(story_desk)
    before = shown(app)
    look()
    app.button(key="rejected-l-denied").click().run()

    assert "Against it (1)" in before
    assert "Link rejected; the claim is now corroborated" in shown(app)
    assert "Against it (0)" in shown(app)


def test_address_opens_a_claim(open_page: Any, story_desk: str, shown: Shown) -> None:
    """An address with an id opens that claim instead of the head of the queue."""
    assert 'data-current="c-cables"' in shown(open_page(story_desk, id="c-cables"))


def test_unknown_address_leads_to_the_queue(open_page: Any, story_desk: str, shown: Shown) -> None:
    """An unknown id is named, escaped, and the queue opens."""
    page = shown(open_page(story_desk, id="<b>nope"))

    assert "There is no claim <b>&lt;b&gt;nope</b>" in page
    assert 'data-current="c-shut"' in page


def test_nameless_reviewer_cannot_decide(
    open_page: Any, story_desk: str, desk: Desk, look: Any, shown: Shown
) -> None:
    """Without a name nothing is saved, and the page says what is missing."""
    app = open_page(story_desk)
    app.text_input(key="reviewer").set_value("").run()
    look()
    decide(app, "c-shut", "confirmed")

    assert desk.log() == []
    assert "name of who decides is missing" in shown(app)


def test_empty_desk_says_what_to_do(open_page: Any, write_desk: Any, shown: Shown) -> None:
    """A desk without articles asks for some."""
    assert "This desk is empty" in shown(open_page(write_desk().finish()))


def test_finished_desk_says_so(open_page: Any, story_desk: str, desk: Desk, shown: Shown) -> None:
    """Where every shown claim is decided, the page says that nothing is left."""
    for claim in desk.claims():
        desk.decide(claim, Verdict.UNDETERMINED, by="ana", reason="r")

    assert "Nothing is left to decide" in shown(open_page(story_desk))


def test_what_came_in_is_reached_when_colleagues_decided_all_that_was_ahead(
    open_page: Any, story_desk: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The queue is asked for more before a reviewer is told that it has ended."""
    monkeypatch.setattr("claims.ui.order.AHEAD", 1)
    app = open_page(story_desk)
    first, second, third, *_ = [one.claim_id for one in desk.queue()]
    assert app.session_state["in-turn"] == [first, second]
    desk.decide(second, Verdict.CONFIRMED, by="ben", reason="seen")
    app.button(key="next").click().run()

    assert app.session_state["current"] == third


def test_doubtful_link_blocks_none_and_undo_names_what_it_takes_back(
    open_page: Any, story_desk: str, desk: Desk, look: Any, shown: Shown
) -> None:
    """L brings the next link under the keys; U says of which link a judgement is gone."""

    def focused(app: Any) -> str:
        (button,) = [one for one in app.button if one.proto.shortcut.casefold() == "y"]
        return str(button.key).removeprefix("accepted-")

    app = open_page(story_desk)
    first = focused(app)
    app.button(key="next-link").click().run()
    second = focused(app)
    look()
    app.button(key=f"accepted-{second}").click().run()
    look()
    app.button(key="undo").click().run()
    told = shown(app)

    assert {first, second} == {"l-denied", "l-police"}
    assert [event.object_id for event in desk.log()] == [second, second]
    assert "Taken back: the link is no longer accepted" in told.replace("\\", "")
