"""notes, ratings, mergers, people's readings, claims by hand, withdrawn and redated articles

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = {
    "note": ("claim", (("text", sa.String(), False), ("version", sa.Integer(), False))),
    "claimreading": ("claim", (("words", sa.String(), False), ("original", sa.JSON(), False))),
    "articledate": (
        "article",
        (
            ("words", sa.String(), False),
            ("published_at", sa.DateTime(), True),
            ("published_origin", sa.String(), False),
            ("ordered_at", sa.DateTime(), False),
        ),
    ),
}


def upgrade() -> None:
    for table, (owner, columns) in TABLES.items():
        op.create_table(
            table,
            sa.Column(f"{owner}_id", sa.String(), nullable=False),
            *(sa.Column(name, kind, nullable=nullable) for name, kind, nullable in columns),
            sa.ForeignKeyConstraint(
                [f"{owner}_id"], [f"{owner}.id"], name=f"fk_{table}_{owner}_id"
            ),
            sa.PrimaryKeyConstraint(f"{owner}_id", name=f"pk_{table}"),
        )
    for table in ("source", "article"):
        version = sa.Column("version", sa.Integer(), nullable=False, server_default="1")
        op.add_column(table, version)
    op.add_column("source", sa.Column("reliability", sa.String(32), nullable=True))
    # Alembic adds a foreign key only by making the table anew; SQLite can do it in place.
    for name in ("merged_into", "kept_id"):
        op.execute(
            f"ALTER TABLE source ADD COLUMN {name} INTEGER "
            f"CONSTRAINT fk_source_{name} REFERENCES source (id)"
        )
    op.create_index("ix_source_kept_id", "source", ["kept_id"])
    withdrawn = sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default="0")
    op.add_column("article", withdrawn)
    op.create_index(
        "ix_article_withdrawn", "article", ["withdrawn"], sqlite_where=sa.text("withdrawn = 1")
    )
    op.add_column("claim", sa.Column("added", sa.String(), nullable=True))
    op.create_index("ix_claim_added", "claim", ["added"], sqlite_where=sa.text("added IS NOT NULL"))
