"""Reviewers at work at the same time, each a session of the server without a browser.

They speak to the server as the page does in a browser: they press the buttons that stand in their
review, and look every few seconds whether a colleague has touched their claim. So a whole office
fits on the machine that is measured.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import streamlit  # noqa: F401 - its protocol cannot be imported before it
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from benchmarks.figures import spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# So many seconds a reviewer reads before pressing anything: as quick as anybody can be, and at the
# pace of a morning in which each goes through 400 claims between nine and noon.
PACES = {"at_once": (1.0, 3.0), "through_a_morning": (18.0, 36.0)}
MARKED = 0.5
# The page refuses a verdict that comes sooner than this after the claim.
PICKS = 0.8
PRESSES = ("next", "mark and next")
REASON = "Official record seen"
EARLY = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN


class Reviewer:
    """One session that reviews."""

    def __init__(self, socket: Any, number: int) -> None:
        self.socket, self.number, self.rng = socket, number, random.Random(number)
        self.page = self.name_box = self.name = self.reasons = ""
        self.buttons: dict[str, tuple[str, str]] = {}
        self.every: dict[str, float] = {}
        self.took: defaultdict[str, list[float]] = defaultdict(list)

    async def settle(self) -> None:
        """Open the review, give a name, and go to a claim that no colleague has open."""
        await self._ask("open", BackMsg())
        self.name = f"reviewer {self.number}"
        await self._ask("give a name", self._rerun())
        await self._press("begin", "Next")

    async def work(
        self, seconds: float, reads: tuple[float, float]
    ) -> Mapping[str, Sequence[float]]:
        """Review for so long, and return how long what took, in milliseconds.

        Args:
            seconds: how long.
            reads: the shortest and the longest time for which a claim is read.
        """
        until = time.monotonic() + seconds
        due = {name: time.monotonic() + self.rng.random() * n for name, n in self.every.items()}
        while time.monotonic() < until:
            await self._read(due, reads)
            if self.rng.random() < MARKED:
                # A reason is picked in the browser, and sent along with the verdict.
                await asyncio.sleep(PICKS)
                await self._press("mark and next", "Confirm", REASON)
            else:
                await self._press("next", "Next")
        return self.took

    async def _read(self, due: dict[str, float], reads: tuple[float, float]) -> None:
        """Read for a while; what the page watches meanwhile is asked for when it is due."""
        ready = time.monotonic() + self.rng.uniform(*reads)
        while time.monotonic() < ready:
            for fragment, moment in due.items():
                if moment <= time.monotonic():
                    due[fragment] = time.monotonic() + self.every[fragment]
                    await self._ask("watch", self._rerun(fragment))
            await asyncio.sleep(0.05)

    async def _press(self, what: str, label: str, reason: str = "") -> None:
        button, fragment = self.buttons[label]
        asked = self._rerun(fragment)
        asked.rerun_script.widget_states.widgets.add(id=button, trigger_value=True)
        if reason:
            picked = asked.rerun_script.widget_states.widgets.add(id=self.reasons)
            picked.string_array_value.data.append(reason)
        await self._ask(what, asked)

    def _rerun(self, fragment: str = "") -> BackMsg:
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self.page
        asked.rerun_script.fragment_id = fragment
        # As a browser does, which sends the values of all fields each time.
        asked.rerun_script.widget_states.widgets.add(id=self.name_box, string_value=self.name)
        return asked

    async def _ask(self, what: str, asked: BackMsg) -> None:
        asked.rerun_script.SetInParent()
        began = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        while True:
            said = ForwardMsg.FromString(await self.socket.recv())
            self._note(said)
            if said.WhichOneof("type") == "script_finished" and said.script_finished != EARLY:
                break
        self.took[what].append(1000 * (time.perf_counter() - began))

    def _note(self, said: ForwardMsg) -> None:
        kind = said.WhichOneof("type")
        if kind == "new_session":
            self.page = said.new_session.page_script_hash
        elif kind == "auto_rerun":
            self.every[said.auto_rerun.fragment_id] = said.auto_rerun.interval
        elif kind == "delta":
            self._note_element(said.delta)

    def _note_element(self, delta: Any) -> None:
        kind = delta.new_element.WhichOneof("type")
        if kind == "button":
            button = delta.new_element.button
            self.buttons[button.label] = button.id, delta.fragment_id
        elif kind == "button_group":
            self.reasons = delta.new_element.button_group.id
        elif kind == "text_input" and delta.new_element.text_input.label == "Reviewer":
            self.name_box = delta.new_element.text_input.id


async def office(port: int, reviewers: int, seconds: float, pace: str) -> dict[str, Any]:
    """Let so many review at once for so long, once all have begun; return how long what took.

    Args:
        port: of the server.
        reviewers: how many.
        seconds: how long.
        pace: one of :data:`PACES`.
    """
    together = asyncio.Barrier(reviewers)

    async def one(number: int) -> Mapping[str, Sequence[float]]:
        address = f"ws://127.0.0.1:{port}/_stcore/stream"
        spoken = [Subprotocol("streamlit")]
        async with connect(address, subprotocols=spoken, max_size=None) as socket:
            reviewer = Reviewer(socket, number)
            await reviewer.settle()
            await together.wait()
            return await reviewer.work(seconds, PACES[pace])

    took: defaultdict[str, list[float]] = defaultdict(list)
    for found in await asyncio.gather(*map(one, range(reviewers))):
        for what, values in found.items():
            took[what] += values
    presses = [value for what in PRESSES for value in took[what]]
    return {"all presses": spread(presses)} | {what: spread(took[what]) for what in sorted(took)}
