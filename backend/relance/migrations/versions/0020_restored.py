"""A database that went back: what it knows of its claims, the installations it was, what had left before."""

from relance.migrations.apply import run_sql

revision = "0020"
down_revision = "0019"

SQL = """
-- Since when every claim is noted below and in the sent log; a backup from before says so by being younger.
ALTER TABLE installation ADD COLUMN logged_since timestamptz NOT NULL DEFAULT clock_timestamp();

-- The newest claim of each lane of each sender process, written with the claim. Whoever has seen a claim
-- confirmed that this table does not know looks at a database that went back. `claims`: how many so far;
-- the row with the empty process keeps the sum of those that were forgotten.
CREATE TABLE last_claims (
    process text NOT NULL,
    sender_id bigint NOT NULL,
    lane text NOT NULL,
    batch_id bigint NOT NULL,
    claims bigint NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (process, sender_id, lane)
) WITH (fillfactor = 50);

-- Ids this database had before it was found to have gone back, or in another place. Until `answer` says
-- whether it is a copy or the restored original, nothing leaves.
CREATE TABLE former_installations (
    id text PRIMARY KEY,
    reason text NOT NULL CHECK (reason IN ('moved', 'claim', 'echo_beyond', 'echo_of_waiting')),
    halted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Messages up to here are rows of this database, too.
    highest_message_id bigint NOT NULL,
    -- The newest claim that the database knew of, when, and how many; and the newest that others had seen.
    known_claim bigint NOT NULL,
    known_claims bigint NOT NULL,
    known_at timestamptz,
    seen_claim bigint,
    paused integer NOT NULL,
    unscheduled integer NOT NULL,
    -- Somebody reads the logs or carries the answer out since then.
    working_since timestamptz,
    -- The sent logs: when they were read, how many messages they know that had left and the database did not
    -- know of, and whether they hold every claim since the backup.
    read_at timestamptz,
    left_unknown bigint,
    covered boolean,
    answer text CHECK (answer IN ('copy', 'restored')),
    answered_at timestamptz,
    answered_by text,
    -- Messages in doubt, counted while the answer is carried out, and when that was done.
    in_doubt bigint NOT NULL DEFAULT 0,
    settled_at timestamptz,
    CHECK ((answer IS NULL) = (answered_at IS NULL))
);

-- What had left by the sent logs of a former installation. The claim asks it, so that a row made later for
-- the same person is withheld, too. `accepted`: Meta had answered with this wamid; `left`: nobody knows.
CREATE TABLE left_before (
    campaign_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    message_type text NOT NULL,
    former_id text NOT NULL REFERENCES former_installations (id) ON DELETE CASCADE,
    message_id bigint NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('accepted', 'left')),
    at timestamptz NOT NULL,
    wamid text,
    PRIMARY KEY (campaign_id, contact_id, message_type)
);

-- Campaigns of which no log says what left between the backup and the halt: each message of theirs that was
-- not sent yet is in doubt, also those that a launch or a reply makes later.
CREATE TABLE uncovered_campaigns (
    campaign_id bigint PRIMARY KEY REFERENCES campaigns (id) ON DELETE CASCADE,
    halted_at timestamptz NOT NULL
);

-- Statuses of a former installation that came while nobody had answered whose they are.
CREATE TABLE kept_statuses (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    former_id text NOT NULL,
    status jsonb NOT NULL,
    kept_at timestamptz NOT NULL DEFAULT now()
);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
