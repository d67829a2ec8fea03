"""traces of articles, by which the same text is known again

Revision: 0013, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trace",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("words_sha256", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_trace_article_id"),
        sa.PrimaryKeyConstraint("article_id", name="pk_trace"),
    )
    op.create_index("ix_trace_words_sha256", "trace", ["words_sha256"])
    op.create_index("ix_trace_address", "trace", ["address"])
    op.create_table(
        "shingle",
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("article_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_shingle_article_id"),
        sa.PrimaryKeyConstraint("hash", "article_id", name="pk_shingle"),
    )
    op.create_index("ix_shingle_article_id", "shingle", ["article_id"])
