"""${message}"""

from relance.migrations.apply import run_sql

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}

SQL = """
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
