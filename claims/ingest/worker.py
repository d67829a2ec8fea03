"""The process that parses web pages, run as ``python -m claims.ingest.worker``.

It reads a length and a page from its input, writes a line of JSON, and ends with its input.
"""

import json
import os
import sys
from typing import Any

from trafilatura import bare_extraction
from trafilatura.utils import load_html

MEMORY_BYTES = 2 * 1024**3
FIELDS = ("title", "author", "date", "sitename", "url", "text")


def parse(page: str) -> dict[str, Any]:
    """Find the article in a page (Barbaresi 2021, "Trafilatura", ACL demo papers).

    Args:
        page: the decoded page.

    Returns:
        Title, author, date, site name, address, language and text, each "" where not found.
    """
    tree = load_html(page)
    if tree is None:
        return dict.fromkeys((*FIELDS, "language"), "")
    language = tree.get("lang") or ""
    found = bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={
            # Dates in the running text are not dates of publication.
            "extensive_search": False,
            "original_date": True,
            "outputformat": "%Y-%m-%dT%H:%M:%S%z",
            # A future date is to be seen and named, not quietly passed over.
            "max_date": "2999-12-31",
        },
    )
    answer = {name: getattr(found, name, None) or "" for name in FIELDS}
    return {**answer, "language": language}


def confine() -> None:
    """Bound the memory of this process, where the system knows how."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - it does not exist on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        allowed = hard != resource.RLIM_INFINITY and hard < MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (hard if allowed else MEMORY_BYTES, hard))


def serve() -> None:
    """Answer each page until the input ends."""
    # What a library prints must not mix with the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    while line := sys.stdin.buffer.readline():
        page = sys.stdin.buffer.read(int(line)).decode()
        answers.write(json.dumps(parse(page)) + "\n")
        answers.flush()


if __name__ == "__main__":
    confine()
    serve()
