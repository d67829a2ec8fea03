"""One claim handed over: as a file of each kind, and as words to cite it by."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from claims.desk import Desk, Selection
from claims.ui import words
from claims.ui.day import day_in_words
from claims.ui.frame import desk
from claims.ui.markup import plain
from claims.ui.protecting import draw_note
from db.views.claims import ClaimView

CASE = "case"
# What is written, in which format, under which ending, and what the button says.
FILES = (
    (CASE, "", "zip", "Case file"),
    ("claims", "csv", "csv", "CSV"),
    ("claims", "jsonl", "jsonl", "JSON"),
    ("claims", "annotations", "annotations.json", "Web Annotation"),
    ("claims", "claimreview", "claimreview.json", "ClaimReview"),
)
MIME = {"zip": "application/zip", "csv": "text/csv", "jsonl": "application/jsonl"}


def written(of: Desk, claim_id: str, what: str, form: str) -> bytes:
    """Return one claim as a file.

    Args:
        of: the desk of whoever asks: a button's file is written where nobody visits any more.
        claim_id: the claim.
        what: ``claims``, or ``case`` for a zip file with all that it rests on.
        form: the format of claims.
    """
    only = Selection(claims=(claim_id,))
    with TemporaryDirectory() as folder:
        to = Path(folder) / "claim"
        if what == CASE:
            of.export_case(to, everything=True, selection=only)
        else:
            of.export(what, format=form, to=to, everything=True, selection=only)
        return to.read_bytes()


def draw_files(claim: ClaimView, asked: str = "") -> None:
    """Draw a button for each kind of file; a ClaimReview is of a decided claim only."""
    stem = f"claim-{claim.claim_id}" + (f"-as-of-{asked[:10]}" if asked else "")
    with st.container(horizontal=True, gap="small"):
        for what, form, ending, name in FILES:
            undecided = form == "claimreview" and claim.verdict is None
            st.download_button(
                name,
                partial(written, desk(), claim.claim_id, what, form),
                file_name=f"{stem}.{ending}",
                mime=MIME.get(ending, "application/ld+json"),
                key=f"hand-{what}-{form}",
                icon=":material/download:",
                on_click="ignore",
                disabled=undecided,
                help="A ClaimReview is of a decision; nobody has decided yet"
                if undecided
                else None,
            )
    draw_note()


def draw_citation(claim: ClaimView, asked: str = "") -> None:
    """Draw words to cite the claim by, with a button that copies them."""
    st.code(plain(citation(claim, _address(claim, asked), asked)), language=None, wrap_lines=True)


def citation(claim: ClaimView, address: str, asked: str = "") -> str:
    """Return who says what where, how it stands, and where to look it up.

    Args:
        claim: the claim.
        address: of its page.
        asked: the day that it stands as of; "" for today.
    """
    via = f", via {', '.join(claim.via)}" if claim.via else ""
    title = claim.article_title or claim.article_file or "untitled"
    stands = f"{claim.verdict} by a reviewer" if claim.verdict else f"{claim.status} by evidence"
    then = f" as of {day_in_words(asked)}" if asked else ""
    lines = [
        f"{claim.speaker} {words.stance(claim)}: “{claim.text}”{via}",
        f"{claim.publisher}, “{title}”, {words.day(claim.published_at)}",
        claim.article_url,
        f"Claimdesk claim {claim.claim_id}, {stands}{then}: {address}",
    ]
    return "\n".join(filter(None, lines))


def _address(claim: ClaimView, asked: str) -> str:
    here = (st.context.url or "claim").partition("?")[0]
    return f"{here}?id={claim.claim_id}" + (f"&as_of={asked}" if asked else "")
