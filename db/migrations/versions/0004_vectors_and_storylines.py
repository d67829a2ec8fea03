"""vectors of claims, how near an earlier claim must be to be compared; storylines

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
        sa.Column("linker", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_claimvector_claim_id"),
        sa.PrimaryKeyConstraint("claim_id", name="pk_claimvector"),
    )
    op.create_index("ix_claimvector_linker", "claimvector", ["linker"])
    op.add_column("claim", sa.Column("reach", sa.Float(), nullable=True))
    op.create_index("ix_claim_reach", "claim", ["reach"], sqlite_where=sa.text("reach IS NULL"))
    for table, column in (("storyplace", "place"), ("storyname", "name")):
        op.create_table(
            table,
            sa.Column("claim_id", sa.String(), nullable=False),
            sa.Column(column, sa.String(), nullable=False),
            sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=f"fk_{table}_claim_id"),
            sa.PrimaryKeyConstraint("claim_id", name=f"pk_{table}"),
        )
    op.add_column("claim", sa.Column("storyline", sa.String(), nullable=True))
    op.create_index("ix_claim_storyline", "claim", ["storyline"])
    # The next run links everything anew; what people judged stays.
    op.execute("UPDATE article SET link_run_id = NULL")
    op.execute("DELETE FROM claimkey")
