"""vectors of claims, and how near an earlier claim must be to be compared

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "claimvector",
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("vectors", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_claimvector_claim_id"),
        sa.PrimaryKeyConstraint("claim_id", name="pk_claimvector"),
    )
    op.add_column("claim", sa.Column("reach", sa.Float(), nullable=True))
    op.create_index("ix_claim_reach", "claim", ["reach"], sqlite_where=sa.text("reach IS NULL"))
    # The next run links everything anew; what people judged stays.
    op.execute("UPDATE article SET link_run_id = NULL")
    op.execute("DELETE FROM claimkey")
