"""Ledgers and surveys read inside a session, and which figures came from them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the table of sources, and mark every figure there is as typed by hand."""
    op.create_table(
        "audit_source",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("control_total", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("without_customer", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name="fk_audit_source_workshop_id_workshop"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_audit_source"),
        sa.UniqueConstraint("workshop_id", "kind", name="uq_audit_source_workshop_id_kind"),
    )
    op.create_index("ix_audit_source_workshop_id", "audit_source", ["workshop_id"], unique=False)
    # Rows that are there were typed by hand, which is what the default says.
    op.add_column("figure", sa.Column("source", sa.String(), nullable=False, server_default=""))
