"""What a job fetched to show it: kept, so that what was looked at is what goes in."""

import json
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from claims.errors import FetchError
from claims.fetch.answer import Answer, Fetching, Marks
from claims.jobs.job import read_json, write_json


class Kept:
    """Fetches each address once and keeps what came, or why nothing did; then gives that.

    Args:
        folder: where it is kept.
        fetcher: asks for what is not kept yet.
    """

    def __init__(self, folder: Path, fetcher: Fetching) -> None:
        self.folder = folder
        self.fetcher = fetcher

    def fetch(self, url: str, marks: Marks | None = None) -> Answer:
        """Return what came from an address; raises FetchError where nothing usable came."""
        name = sha256(url.encode("utf-8", "replace")).hexdigest()
        told, body = self.folder / f"{name}.json", self.folder / name
        record = read_json(told)
        if not record:
            self.folder.mkdir(exist_ok=True)
            record, raw = self._ask(url, marks)
            body.write_bytes(raw)
            # Last, for what is told is whole.
            write_json(told, record)
        if "error" in record:
            raise FetchError(record["error"])
        at = datetime.fromisoformat(record["fetched_at"])
        return Answer(**record | {"fetched_at": at, "body": body.read_bytes()})

    def _ask(self, url: str, marks: Marks | None) -> tuple[dict[str, str], bytes]:
        try:
            answer = self.fetcher.fetch(url, marks)
        except FetchError as error:
            return {"error": str(error)}, b""
        record = asdict(answer) | {"body": None, "fetched_at": answer.fetched_at.isoformat()}
        return json.loads(json.dumps(record)), answer.body
