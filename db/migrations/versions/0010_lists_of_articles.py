"""indexes for lists of many articles

Revision: 0010, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    unread = sa.text("unread_language != ''")
    op.create_index(
        "ix_article_unread_language", "article", ["unread_language"], sqlite_where=unread
    )
    searched = ["ordered_at", "id", "title", "file", "url", "publisher_id"]
    op.create_index(f"ix_article_{'_'.join(searched)}", "article", searched)
