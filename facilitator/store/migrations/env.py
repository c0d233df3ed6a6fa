"""Runs the migration scripts on the connection it is handed."""

from alembic import context
from sqlmodel import SQLModel

import facilitator.model  # noqa: F401  (fills the metadata)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction holds everything
)
context.run_migrations()
