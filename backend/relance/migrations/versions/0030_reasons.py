"""Reasons by their codes and values, beside the English sentences that stand there already."""

from relance.migrations.apply import run_sql

revision = "0030"
down_revision = "0029"

SQL = r"""
-- Null in older rows: their sentence is shown as it stands.
ALTER TABLE import_lines ADD COLUMN reason_code text, ADD COLUMN reason_values jsonb;
ALTER TABLE campaigns ADD COLUMN status_reason_code text, ADD COLUMN status_reason_values jsonb;
ALTER TABLE webhook_parked ADD COLUMN reason_code text, ADD COLUMN reason_values jsonb;
ALTER TABLE import_jobs ADD COLUMN error_values jsonb;

-- What says the same in a form that can be read: a few campaigns, and at most 10,000 parked webhooks.
UPDATE campaigns
SET status_reason_code = regexp_replace(status_reason, ':.*', ''), status_reason_values = '{}'
WHERE status_reason IN ('restored', 'overdue: start by hand', 'nothing_went_out', 'no_recipients_left');
UPDATE campaigns SET status_reason_code = 'failing', status_reason_values = jsonb_build_object(
    'failed', said[1]::int, 'finished', said[2]::int, 'minutes', said[3]::int, 'code', said[4]::int,
    'said', jsonb_build_object('kind', 'meta_words', 'code', said[4], 'values', '{}'::jsonb, 'text', said[5]))
FROM (SELECT id AS campaign_id, regexp_match(status_reason,
        '^failing: (\d+) of (\d+) .* within (\d+) minutes failed with code (-?\d+): (.*)$') AS said
      FROM campaigns WHERE status_reason LIKE 'failing: %') AS braked
WHERE id = campaign_id AND said IS NOT NULL;
UPDATE webhook_parked SET reason_code = reason, reason_values = '{}'
WHERE reason ~ '^[a-z_]+$'
    AND (reason NOT LIKE '%\_unreadable' OR reason IN ('change_unreadable', 'system_unreadable'));
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
