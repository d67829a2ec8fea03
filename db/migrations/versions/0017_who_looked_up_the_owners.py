"""how it is known who controls a source; what rests on more than one origin is assessed anew

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("source", sa.Column("checked", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE claim SET assess_run_id = NULL WHERE n_origins > 1")
