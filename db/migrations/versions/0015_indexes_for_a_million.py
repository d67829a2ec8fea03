"""indexes for a million claims: contested claims, heads of storylines, merged sources

Revision: 0015, after 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_claim_contested",
        "claim",
        [sa.text("urgency DESC"), "waits_since", sa.text("worth DESC"), "id"],
        sqlite_where=sa.text("waits_since IS NOT NULL AND status = 'disputed'"),
    )
    op.create_index(
        "ix_claim_head",
        "claim",
        ["article_id", "storyline"],
        sqlite_where=sa.text("storyline = id"),
    )
    op.drop_index("ix_source_kept_id", "source")
    op.create_index(
        "ix_source_kept_id", "source", ["kept_id"], sqlite_where=sa.text("kept_id IS NOT NULL")
    )
