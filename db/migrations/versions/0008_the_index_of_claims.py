"""the index of claims, by which they are searched, filtered and counted

Revision: 0008, after 0005
"""

from alembic import op

from db.index import TABLES

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Its views and triggers are made, and the claims entered, when all migrations are through.
    for statement in TABLES:
        op.execute(statement)
