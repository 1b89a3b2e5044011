"""Evidence of doubts: what the intake remembers of Meta's promptness, how clocks agree, why a doubt waits."""

from relance.migrations.apply import run_sql

revision = "0015"
down_revision = "0014"

SQL = """
-- Why the messages of a settle batch still wait: {"code": ..., values}, worded by messages/doubts.py.
ALTER TABLE send_batches ADD COLUMN doubt jsonb;

-- Statuses that prove that Meta does not tell us everything at once, as spans. `kind` late: from Meta's own
-- time of the status to its taking in. parked, unattributed: what could not be applied, or belongs to nobody
-- we know. `sender_id` NULL: it may be of any number. They count against doubts, and do not hold up expiry.
-- One row grows while its process sees more of the same: (holder, turn) are the process's own.
CREATE TABLE intake_marks (
    holder text NOT NULL,
    turn bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('late', 'parked', 'unattributed')),
    sender_id bigint,
    began_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (holder, turn)
) WITH (fillfactor = 50);
CREATE INDEX intake_marks_ended ON intake_marks (ended_at);

-- When statuses of a number came promptly, one after the other without a pause of more than a second.
CREATE TABLE prompt_spells (
    holder text NOT NULL,
    turn bigint NOT NULL,
    sender_id bigint NOT NULL,
    began_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    PRIMARY KEY (holder, turn)
) WITH (fillfactor = 50);
CREATE INDEX prompt_spells_number ON prompt_spells (sender_id, began_at);

-- How far a clock is ahead of the database's (negative: behind), and over which time that was seen.
-- `clock` own: of the process that writes it. meta: the Date of Meta's answers. webhooks: the newest time of
-- Meta's statuses (only ever shows Meta ahead). database: a step of the database's own clock.
-- `surely_s`: they differ by at least so much. `at_most_s`: and by no more than that.
CREATE TABLE clock_observations (
    holder text NOT NULL,
    turn bigint NOT NULL,
    clock text NOT NULL CHECK (clock IN ('own', 'meta', 'webhooks', 'database')),
    process text NOT NULL,
    host text NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    ahead_s double precision NOT NULL,
    surely_s double precision NOT NULL,
    at_most_s double precision NOT NULL,
    PRIMARY KEY (holder, turn)
) WITH (fillfactor = 50);
CREATE INDEX clock_observations_last ON clock_observations (last_seen_at);

-- What waits ahead was put there by a version that did not say how far.
UPDATE send_batches SET delay_s = extract(epoch FROM due_at - clock_timestamp())
WHERE lease_until IS NULL AND due_at > clock_timestamp();
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
