"""Lines of imports are found by the numbers in them: erasing somebody reads no others."""

from relance.migrations.apply import run_sql

revision = "0040"
down_revision = "0039"

# Of every number in a line, however it is written, all that may be its last eight digits; shorter ones whole.
SQL = r"""
CREATE FUNCTION digits_of_line(line text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT substr(n.digits, place, 8)), '{}')
    FROM (SELECT regexp_replace(m[1], '[^0-9]', '', 'g') AS digits
          FROM regexp_matches(line, '([0-9](?:[^0-9[:alpha:];,|"\t\n]{0,3}[0-9]){5,})', 'g') AS m) n
    CROSS JOIN LATERAL generate_series(1, greatest(least(length(n.digits), 60) - 7, 1)) place
$$;

CREATE INDEX import_lines_digits ON import_lines
    USING gin (digits_of_line(raw || ' ' || reason || ' ' || coalesce(cells::text, '')));
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
