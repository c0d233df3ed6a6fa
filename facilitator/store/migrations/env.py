"""Runs the migration scripts on the connection it is handed."""

from alembic import context

from facilitator.model import JournalEntry

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=JournalEntry.metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction holds everything
)
context.run_migrations()
