"""an index of the counts, by the words that facets are counted by: no sorting of all months

Revision: 0017, after 0016
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE INDEX claimindex_tally_words ON claimindex_tally "
        "(shown, status, verdict, stance, kind, flagged, n)"
    )
