"""where claims stand, by id: what linking asks of thousands, beside the wide rows

Revision: 0020, after 0019
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_claim_place", "claim", ["id", "article_id", "start", "end", "reach"])
    op.create_index("ix_article_place", "article", ["id", "ordered_at", "first_id"])
