"""sources that people protect: no export gives them away

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    protected = sa.Column("protected", sa.Boolean(), nullable=False, server_default="0")
    op.add_column("source", protected)
