"""claims that a newer extractor does not find any more, and that people have touched

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    superseded = sa.Column("superseded", sa.Boolean(), nullable=False, server_default="0")
    op.add_column("claim", superseded)
