"""reasons of suggested evidence, and what still waits to be linked"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAITING = ("articles", "claims")


def upgrade() -> None:
    op.add_column("evidence", sa.Column("reasons", sa.JSON(), server_default="[]", nullable=False))
    for table in WAITING:
        op.add_column(
            table,
            sa.Column("linking_pending", sa.Boolean(), server_default=sa.true(), nullable=False),
        )
        op.create_index(
            op.f(f"ix_{table}_linking_pending"),
            table,
            ["id"],
            unique=False,
            sqlite_where=sa.text("linking_pending = 1"),
            postgresql_where=sa.text("linking_pending"),
        )


def downgrade() -> None:
    for table in WAITING:
        op.drop_index(op.f(f"ix_{table}_linking_pending"), table_name=table)
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("linking_pending")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_column("reasons")
