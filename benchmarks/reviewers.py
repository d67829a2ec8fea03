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

from benchmarks.figures import spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A reviewer reads for so many seconds before pressing anything.
READS = (1.0, 3.0)
MARKED = 0.5
EARLY = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN


class Reviewer:
    """One session that reviews."""

    def __init__(self, socket: Any, number: int) -> None:
        self.socket, self.rng = socket, random.Random(number)
        self.page = ""
        self.buttons: dict[str, tuple[str, str]] = {}
        self.every: dict[str, float] = {}
        self.took: defaultdict[str, list[float]] = defaultdict(list)

    async def work(self, until: float) -> Mapping[str, Sequence[float]]:
        """Open the review and work; return how long what took, in milliseconds."""
        await self._ask("open", BackMsg())
        due = dict.fromkeys(self.every, 0.0)
        while time.monotonic() < until:
            ready = time.monotonic() + self.rng.uniform(*READS)
            while time.monotonic() < ready:
                for fragment, interval in self.every.items():
                    if due.get(fragment, 0) <= time.monotonic():
                        due[fragment] = time.monotonic() + interval
                        await self._ask("watch", self._rerun(fragment))
                await asyncio.sleep(0.05)
            if self.rng.random() < MARKED:
                await self._press("pick a reason", "Official record seen")
                await asyncio.sleep(0.8)
                await self._press("mark and next", "Confirm")
            else:
                await self._press("next", "Next")
        return self.took

    async def _press(self, what: str, label: str) -> None:
        button, fragment = self.buttons[label]
        asked = self._rerun(fragment)
        asked.rerun_script.widget_states.widgets.add(id=button, trigger_value=True)
        await self._ask(what, asked)

    def _rerun(self, fragment: str) -> BackMsg:
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self.page
        asked.rerun_script.fragment_id = fragment
        return asked

    async def _ask(self, what: str, asked: BackMsg) -> None:
        asked.rerun_script.query_string += ""
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
        elif kind == "delta" and said.delta.new_element.WhichOneof("type") == "button":
            button = said.delta.new_element.button
            self.buttons[button.label] = button.id, said.delta.fragment_id


async def office(port: int, reviewers: int, seconds: float) -> dict[str, Any]:
    """Let so many review at once for so long, and return how long what took."""
    until = time.monotonic() + seconds

    async def one(number: int) -> Mapping[str, Sequence[float]]:
        await asyncio.sleep(number * 0.2)
        address = f"ws://127.0.0.1:{port}/_stcore/stream"
        async with connect(address, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
            return await Reviewer(socket, number).work(until)

    took: defaultdict[str, list[float]] = defaultdict(list)
    for found in await asyncio.gather(*map(one, range(reviewers))):
        for what, values in found.items():
            took[what] += values
    presses = [one for what in took if what not in {"open", "watch"} for one in took[what]]
    return {"all presses": spread(presses)} | {what: spread(took[what]) for what in sorted(took)}
