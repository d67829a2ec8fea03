"""versions of texts, what became of their claims, feeds that are watched, and every fetch

Revision: 0014, after 0013
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ANCHORED = sa.Enum(
    "kept", "moved", "changed", "gone", "restored", name="anchored", native_enum=False, length=32
)
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime


def needed(name: str, kind: object) -> sa.Column:
    return sa.Column(name, kind, nullable=False)


def texts(*names: str) -> list[sa.Column]:
    return [needed(name, sa.String()) for name in names]


def upgrade() -> None:
    op.add_column("article", sa.Column("first_id", sa.String(), nullable=True))
    op.create_index("ix_article_first_id", "article", ["first_id"])
    op.create_table(
        "sighting",
        needed("id", sa.Integer()),
        *texts("address", "way", "article_id"),
        needed("first_at", MOMENT()),
        needed("last_at", MOMENT()),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_sighting_article_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sighting"),
    )
    op.create_table(
        "anchor",
        *texts("claim_id"),
        needed("sighting_id", sa.Integer()),
        needed("anchored", ANCHORED),
        needed("start", sa.Integer()),
        needed("end", sa.Integer()),
        *texts("was", "now", "since", "raised_at"),
        sa.Column("continues", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_anchor_claim_id"),
        sa.ForeignKeyConstraint(["continues"], ["claim.id"], name="fk_anchor_continues"),
        sa.PrimaryKeyConstraint("claim_id", name="pk_anchor"),
    )
    op.create_table(
        "feed",
        *texts("url"),
        needed("every", sa.Integer()),
        needed("pages", sa.Boolean()),
        *texts("etag", "last_modified"),
        needed("failures", sa.Integer()),
        needed("added_at", MOMENT()),
        sa.Column("polled_at", MOMENT(), nullable=True),
        needed("next_at", MOMENT()),
        *texts("note"),
        needed("stopped", sa.Boolean()),
        sa.PrimaryKeyConstraint("url", name="pk_feed"),
    )
    op.create_table(
        "fetch",
        needed("id", sa.Integer()),
        *texts("url", "final_url"),
        needed("fetched_at", MOMENT()),
        needed("status", sa.Integer()),
        *texts("media_type", "charset", "etag", "last_modified", "sha256", "note"),
        needed("failed", sa.Boolean()),
        needed("run_id", sa.Integer()),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_fetch_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_fetch"),
    )
    for table, columns in (
        ("sighting", ["address", "way"]),
        ("sighting", ["article_id"]),
        ("anchor", ["sighting_id"]),
        ("anchor", ["continues"]),
        ("fetch", ["url"]),
        ("fetch", ["run_id"]),
    ):
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
