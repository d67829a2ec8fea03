"""what waits for a decision and how it presses; verdicts that later evidence speaks against

Revision: 0007, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NEW = {
    "claim": (
        sa.Column("spread", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("opposed", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("waits_since", sa.Date(), nullable=True),
        sa.Column("challenged_by", sa.JSON(), nullable=False, server_default="[]"),
    ),
    "claimlink": (sa.Column("since", sa.DateTime(), nullable=False, server_default="1970-01-01"),),
}


def upgrade() -> None:
    for table, columns in NEW.items():
        for column in columns:
            op.add_column(table, column)
    op.execute(
        "UPDATE claimlink SET since = COALESCE("
        "(SELECT started_at FROM run WHERE run.id = claimlink.run_id), since)"
    )
    op.execute(
        "UPDATE claim SET waits_since = "
        "(SELECT date(added_at) FROM article WHERE article.id = claim.article_id) "
        "WHERE shown AND verdict IS NULL"
    )
    # Until the next run assesses them anew, they keep the order that they were in.
    op.execute("UPDATE claim SET assess_run_id = NULL")
    op.drop_index("ix_claim_verdict_shown_urgency_worth", "claim")
    op.create_index("ix_claim_verdict_shown", "claim", ["verdict", "shown"])
    op.create_index(
        "ix_claim_queue",
        "claim",
        ["urgency", "waits_since", sa.text("worth DESC")],
        sqlite_where=sa.text("waits_since IS NOT NULL"),
    )
    op.create_index(
        "ix_reviewevent_reviewer_event_time_utc", "reviewevent", ["reviewer", "event_time_utc"]
    )
