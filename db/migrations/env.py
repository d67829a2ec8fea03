from alembic import context

from db.index import OWN
from db.models import Record

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    # The index is derived from the tables, and is none of them.
    include_name=lambda name, kind, _: kind != "table" or not name.startswith(OWN),
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
