"""What Meta says: blocks by status, messages that wait again, and the brake of a campaign that fails."""

from relance.migrations.apply import run_sql

revision = "0017"
down_revision = "0016"

BLOCKS = """
-- `unblocked_at`: when it was last let go, by whomever: a status of before never stops it again, and sending
-- begins with a few messages. `relapses`: how often in a row it was stopped again within the hour after;
-- the probe waits longer each time. `probed_at`: the last probe.
ALTER TABLE accounts ADD COLUMN unblocked_at timestamptz, ADD COLUMN relapses smallint NOT NULL DEFAULT 0,
    ADD COLUMN probed_at timestamptz;
ALTER TABLE senders ADD COLUMN unblocked_at timestamptz, ADD COLUMN relapses smallint NOT NULL DEFAULT 0,
    ADD COLUMN probed_at timestamptz;
ALTER TABLE templates ADD COLUMN unblocked_at timestamptz, ADD COLUMN relapses smallint NOT NULL DEFAULT 0;

-- A former wamid that Meta reported failed: its late `sent` proves nothing.
ALTER TABLE message_wamids ADD COLUMN failed boolean NOT NULL DEFAULT false;
"""

BRAKE = """
-- Moves into `failed` of the last minutes, by campaign and code, one row per statement that made them; the
-- tick judges them and deletes what is older. `never_sent`: those of them that no `sent` counts.
CREATE TABLE campaign_failures (
    campaign_id bigint NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    code integer NOT NULL,
    n bigint NOT NULL,
    never_sent bigint NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX campaign_failures_at ON campaign_failures (at);

-- What failed before a person let the campaign go on does not brake it again.
ALTER TABLE campaigns ADD COLUMN resumed_at timestamptz;
"""

COUNTS = """
-- As in 0009, and besides: `sent` can be taken back (Meta accepted a message and then refused it for a reason
-- that is not the message's), and failures are told to the brake.
CREATE OR REPLACE FUNCTION count_updated_messages() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan SET enable_nestloop = off AS $$
DECLARE
    zone text := (SELECT timezone FROM installation);
BEGIN
    WITH moves AS (
        SELECT n.campaign_id, n.sender_id, n.message_type,
               o.status AS status_before, o.interacted_at IS NOT NULL AS interacted_before,
               n.status AS status_after, n.interacted_at IS NOT NULL AS interacted_after,
               CASE WHEN o.sent_at IS DISTINCT FROM n.sent_at THEN date_trunc('minute', n.sent_at) END
                   AS sent_minute,
               CASE WHEN o.sent_at IS DISTINCT FROM n.sent_at THEN date_trunc('minute', o.sent_at) END
                   AS unsent_minute,
               CASE WHEN o.delivered_at IS NULL THEN date_trunc('minute', n.delivered_at) END
                   AS delivered_minute,
               CASE WHEN o.read_at IS NULL THEN date_trunc('minute', n.read_at) END AS read_minute,
               CASE WHEN o.interacted_at IS NULL THEN date_trunc('minute', n.interacted_at) END
                   AS interacted_minute,
               CASE WHEN o.no_interaction_at IS NULL THEN date_trunc('minute', n.no_interaction_at) END
                   AS no_interaction_minute,
               CASE WHEN o.failed_at IS NULL THEN date_trunc('minute', n.failed_at) END AS failed_minute,
               -- Also a row that failed and rose again within one write.
               CASE WHEN (n.status = 'failed' AND o.status <> 'failed')
                      OR (n.failed_at IS NOT NULL AND o.failed_at IS NULL)
                   THEN coalesce(n.error_code, -4) END AS error_code,
               count(*) AS n,
               -- A row that fails again, after a retry by hand, keeps its first failed_at.
               max(CASE WHEN o.failed_at IS NULL THEN n.failed_at END) AS last_failed_at,
               max(n.id) AS newest_id, count(*) FILTER (WHERE n.sent_at IS NULL) AS never_sent
        FROM old_rows o JOIN new_rows n USING (id)
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    ), milestones AS (
        SELECT m.campaign_id, m.sender_id, m.message_type, v.word, v.minute, sum(v.sign * m.n) AS n
        FROM moves m CROSS JOIN LATERAL (VALUES
            ('sent', m.sent_minute, 1), ('sent', m.unsent_minute, -1), ('delivered', m.delivered_minute, 1),
            ('read', m.read_minute, 1), ('interacted', m.interacted_minute, 1),
            ('no_interaction', m.no_interaction_minute, 1), ('failed', m.failed_minute, 1))
            v (word, minute, sign)
        WHERE v.minute IS NOT NULL GROUP BY 1, 2, 3, 4, 5
    ), days AS (
        INSERT INTO daily_counts (day, sender_id, message_type, word, n)
        SELECT (minute AT TIME ZONE zone)::date, sender_id, message_type, word, sum(n)
        FROM milestones GROUP BY 1, 2, 3, 4
    ), course AS (
        INSERT INTO campaign_course_new (campaign_id, at, word, n)
        SELECT campaign_id, minute, course_word(message_type, word), sum(n)
        FROM milestones WHERE campaign_id > 0 AND course_word(message_type, word) IS NOT NULL
        GROUP BY 1, 2, 3
    ), errors AS (
        INSERT INTO error_counts (day, sender_id, code, n, last_at, message_id)
        SELECT (coalesce(failed_minute, now()) AT TIME ZONE zone)::date, sender_id, error_code, sum(n),
               max(coalesce(last_failed_at, now())), max(newest_id)
        FROM moves WHERE error_code IS NOT NULL GROUP BY 1, 2, 3
    ), failures AS (
        INSERT INTO campaign_failures (campaign_id, code, n, never_sent)
        SELECT campaign_id, error_code, sum(n), sum(never_sent)
        FROM moves WHERE error_code IS NOT NULL AND campaign_id > 0 GROUP BY 1, 2
    ), counted AS (
        INSERT INTO message_counts (campaign_id, message_type, kind, word, interacted, n)
        SELECT m.campaign_id, m.message_type, 'state', v.word, v.interacted, sum(v.n)
        FROM moves m CROSS JOIN LATERAL (VALUES
            (m.status_before, m.interacted_before, -m.n), (m.status_after, m.interacted_after, m.n))
            v (word, interacted, n)
        WHERE (m.status_before, m.interacted_before)
              IS DISTINCT FROM (m.status_after, m.interacted_after)
        GROUP BY 1, 2, 4, 5 HAVING sum(v.n) <> 0
        UNION ALL
        SELECT campaign_id, message_type, 'milestone', word, false, sum(n) FROM milestones GROUP BY 1, 2, 4
        RETURNING campaign_id, message_type, kind, word, interacted, n
    )
    INSERT INTO message_totals (message_type, kind, word, interacted, n)
    SELECT message_type, kind, word, interacted, sum(n) FROM counted
    WHERE campaign_id > 0 GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0;
    RETURN NULL;
END $$;
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(BLOCKS)
    run_sql(BRAKE)
    run_sql(COUNTS)
