"""indexes for storylines by size and dispute, for what changed, and for the log by reviewer

Revision: 0012, after 0005
"""

from alembic import op

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None

NEW = {
    "claim": (("storyline", "status"),),
    "article": (("added_at",),),
    "claimlink": (("since",),),
    "reviewevent": (("reviewer",), ("event_time_utc",)),
}


def upgrade() -> None:
    # What the two columns together serve, the first of them alone served.
    op.drop_index("ix_claim_storyline", "claim")
    for table, indexes in NEW.items():
        for columns in indexes:
            op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
