"""evidence that waits for a review, by itself and by claim"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INDEXES = {"ix_evidence_suggested": "id", "ix_evidence_suggested_claim_id": "claim_id"}


def upgrade() -> None:
    is_suggested = sa.text("state = 'suggested'")
    for name, column in INDEXES.items():
        op.create_index(
            name,
            "evidence",
            [column],
            unique=False,
            sqlite_where=is_suggested,
            postgresql_where=is_suggested,
        )


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, table_name="evidence")
