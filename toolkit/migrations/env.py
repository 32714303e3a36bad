"""How Alembic runs our migrations: always on the connection that `toolkit.migrating` hands it."""

from alembic import context

from toolkit.db import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
