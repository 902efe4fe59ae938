"""sentences of articles and texts of claims, to be found by words and by meaning

Each collection has its table and, beside it, what the database needs to find its rows: on SQLite a full-text index
of the words, kept by triggers, and blocks of the signs of vectors; on PostgreSQL an index of the words and one of
the vectors. What was stored before is found by its words at once, and by meaning once it is indexed anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OWNERS = {"passages": "articles", "claim_texts": "claims"}
SQLITE = (
    """
    CREATE VIRTUAL TABLE {name}_words USING fts5(
        text, content='{name}', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0 tokenchars '_'"
    )
    """,
    """
    CREATE TRIGGER {name}_words_insert AFTER INSERT ON {name} BEGIN
        INSERT INTO {name}_words (rowid, text) VALUES (new.id, new.text);
    END
    """,
    """
    CREATE TRIGGER {name}_words_delete AFTER DELETE ON {name} BEGIN
        INSERT INTO {name}_words ({name}_words, rowid, text) VALUES ('delete', old.id, old.text);
    END
    """,
    """
    CREATE TABLE {name}_blocks (
        number INTEGER PRIMARY KEY, stamp INTEGER NOT NULL, ids BLOB NOT NULL, bits BLOB NOT NULL
    )
    """,
)
# A word longer than 200 letters cannot be asked for, and would not fit an index entry.
POSTGRESQL_WORDS = r"""
CREATE FUNCTION factcheck_words(text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
    SELECT array_remove(
        regexp_split_to_array(lower(regexp_replace($1, '\w{200}\w+', ' ', 'g')), '\W+'), ''
    )
$$
"""
POSTGRESQL = (
    "ALTER TABLE {name} ADD COLUMN vector halfvec(384)",
    "CREATE INDEX ix_{name}_words ON {name} USING gin (factcheck_words(text))",
    "CREATE INDEX ix_{name}_vector ON {name} USING hnsw (vector halfvec_cosine_ops)",
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if not is_sqlite:
        op.execute("CREATE EXTENSION IF NOT EXISTS vector")
        op.execute(POSTGRESQL_WORDS)
    for name, owners in OWNERS.items():
        create_collection(name, owners, is_sqlite=is_sqlite)
    op.execute(
        "INSERT INTO passages (owner, text)"
        " SELECT id, coalesce(title || ' ', '') || text FROM articles ORDER BY id"
    )
    op.execute(
        'INSERT INTO claim_texts (owner, start, "end", text)'
        ' SELECT id, start, "end", text FROM claims ORDER BY id'
    )


def create_collection(name: str, owners: str, *, is_sqlite: bool) -> None:
    vector = [sa.Column("vector", sa.LargeBinary(), nullable=True)] if is_sqlite else []
    op.create_table(
        name,
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        *vector,
        sa.ForeignKeyConstraint(
            ["owner"],
            [f"{owners}.id"],
            name=op.f(f"fk_{name}_owner_{owners}"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table(name, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{name}_owner"), ["owner"], unique=False)
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        op.execute(statement.format(name=name))


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for name in reversed(OWNERS):
        if is_sqlite:
            op.execute(f"DROP TABLE {name}_blocks")
            op.execute(f"DROP TABLE {name}_words")
        op.drop_table(name)
    if not is_sqlite:
        op.execute("DROP FUNCTION factcheck_words")
