"""circles of citations and unnamed origins of claims; articles that wait for a language

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NEW = {
    "claim": (("circular", sa.JSON(), "[]"), ("unnamed_origin", sa.String(), "")),
    "article": (("unread_language", sa.String(), ""),),
}


def upgrade() -> None:
    for table, columns in NEW.items():
        for name, kind, default in columns:
            column = sa.Column(name, kind, nullable=False, server_default=default)
            op.add_column(table, column)
    # The next run works the new columns out.
    op.execute("UPDATE claim SET assess_run_id = NULL")
