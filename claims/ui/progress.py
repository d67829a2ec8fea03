"""How far the reviewer has come today, and why a claim comes when it does."""

from datetime import UTC, datetime

import streamlit as st

from claims.ui import words
from claims.ui.frame import desk, reviewer
from claims.ui.markup import escaped
from db.views.claims import ClaimView
from db.views.log import MANY


def draw_progress(claim_id: str) -> None:
    """Draw what was decided today and what is open, as a bar and in numbers."""
    found = desk().progress(reviewer())
    more = "+" if found.waiting == MANY else ""
    st.html(
        f'<span class="progress" data-current="{escaped(claim_id)}">'
        f'<progress max="{found.today + found.waiting}" value="{found.today}"></progress> '
        f"{found.today:,} decided today, {found.waiting:,}{more} open</span>",
        width="content",
    )


def why_here(claim: ClaimView) -> str:
    """Return what puts a claim where it stands in the queue, the rule on hover."""
    if claim.waits_since is None:
        return ""
    what = words.pressing(claim, datetime.now(UTC).date())
    return f'<small class="why-here" title="{words.QUEUE_RULE}">{what}</small>'
