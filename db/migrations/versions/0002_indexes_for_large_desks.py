"""indexes for large desks, and the urgency by which the review queue goes

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

GONE = {
    "claim": ("article_id", "shown", "speaker_id", "status", "verdict"),
    "claimlink": ("judgement",),
}
NEW = {
    "claim": (
        ("article_id", "start", "id", "shown"),
        ("speaker_id", "shown", "verdict"),
        ("status", "verdict", "shown"),
        ("verdict", "shown", "urgency", "worth"),
    ),
    "claimlink": (("score",),),
    "reviewevent": (("object_id",), ("claim_id",)),
}


def upgrade() -> None:
    op.add_column("claim", sa.Column("urgency", sa.Integer(), nullable=False, server_default="0"))
    for table, columns in GONE.items():
        for column in columns:
            op.drop_index(f"ix_{table}_{column}", table)
    for table, indexes in NEW.items():
        for columns in indexes:
            op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
    op.execute(
        "UPDATE claim SET urgency = (SELECT COALESCE(SUM(IIF(relation = 'contradicts', 3, 1)), 0) "
        "FROM claimlink WHERE (later_id = claim.id OR earlier_id = claim.id) "
        "AND (judgement = 'accepted' OR (strong AND judgement = 'unreviewed')))"
    )
