"""an index of the counts, by the words that facets are counted by: no sorting of all months

Revision: 0018, after 0017
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE INDEX claimindex_tally_words ON claimindex_tally "
        "(shown, status, verdict, stance, kind, flagged, n)"
    )
