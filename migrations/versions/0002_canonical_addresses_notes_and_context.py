"""canonical addresses, notes on articles, and the context of claims"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("notes", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("claims", sa.Column("context", sa.Text(), nullable=True))
    op.add_column("article_urls", sa.Column("canonical_url", sa.Text(), nullable=True))
    op.execute("UPDATE article_urls SET canonical_url = url")
    with op.batch_alter_table("article_urls", schema=None) as batch_op:
        batch_op.alter_column("canonical_url", existing_type=sa.Text(), nullable=False)
        batch_op.create_index(
            batch_op.f("ix_article_urls_canonical_url"), ["canonical_url"], unique=False
        )
        batch_op.drop_index(batch_op.f("ix_article_urls_url"))


def downgrade() -> None:
    with op.batch_alter_table("article_urls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_urls_url"), ["url"], unique=False)
        batch_op.drop_index(batch_op.f("ix_article_urls_canonical_url"))
        batch_op.drop_column("canonical_url")
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.drop_column("context")
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.drop_column("notes")
