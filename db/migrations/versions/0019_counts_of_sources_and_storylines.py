"""counts of what each source said and of each storyline: no list of them counts all claims

Revision: 0019, after 0018
"""

from alembic import op

from db.tallies import TABLES

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The claims are counted, and the triggers made, when all migrations are through.
    for statement in TABLES:
        op.execute(statement)
