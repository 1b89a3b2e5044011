"""Statements of the dashboard. None reads more rows as messages or contacts grow.

Tests of campaigns have negative ids and are left out."""

from relance.counts.sql import CAMPAIGNS, TOTALS

RUNNING_FIELDS = (
    "id", "name", "status", "status_reason", "status_reason_code", "status_reason_values",
    "scheduled_at", "started_at", "launched_at", "waiting_until",
)  # fmt: skip

RUNNING = f"""
SELECT {", ".join(RUNNING_FIELDS)} FROM campaigns
WHERE status IN ('preparing', 'sending', 'paused') AND deleted_at IS NULL AND id > 0 ORDER BY id DESC LIMIT $1
"""

LATEST_FIELDS = (
    "id", "message_type", "status", "sent_at", "contact_id", "first_name", "last_name", "phone",
    "campaign_id", "campaign_name",
)  # fmt: skip

_LATEST = """
SELECT ROW(m.id, m.message_type, m.status, m.sent_at, m.contact_id, c.first_name, c.last_name, c.phone,
           m.campaign_id, k.name)
FROM (SELECT id, message_type, status, sent_at, contact_id, campaign_id FROM messages
      WHERE sent_at IS NOT NULL AND campaign_id > 0 ORDER BY sent_at DESC LIMIT $3) m
JOIN contacts c ON c.id = m.contact_id JOIN campaigns k ON k.id = m.campaign_id
ORDER BY m.sent_at DESC, m.id DESC
"""

_BOTH = "message_type IN ('message_1', 'message_2')"
_FIGURES = {
    "message_1_sent": "message_type = 'message_1' AND word = 'sent'",
    "message_2_sent": "message_type = 'message_2' AND word = 'sent'",
    "sent": f"{_BOTH} AND word = 'sent'",
    **{
        word: f"{_BOTH} AND word = '{word}'"
        for word in ("delivered", "read", "failed", "interacted", "no_interaction")
    },
    "interactions": "message_type = 'inbound' AND word = 'interactions'",
}
DAY_FIELDS = ("date", *_FIGURES)

_DAYS = f"""
SELECT ROW(day, {", ".join(f"coalesce(sum(n) FILTER (WHERE {of}), 0)::bigint" for of in _FIGURES.values())})
FROM daily_counts
WHERE day > (SELECT day FROM today) - $2::int AND day <= (SELECT day FROM today) GROUP BY day
"""

COUNT_FIELDS = ("campaign_id", "message_type", "kind", "word", "interacted", "n")

READ = f"""
WITH today AS MATERIALIZED (
    SELECT ($1::timestamptz AT TIME ZONE timezone)::date AS day FROM installation
), running AS MATERIALIZED ({RUNNING.replace("$1", "$4")})
SELECT t.day AS today,
    ARRAY(SELECT ROW(word, sum(n)::bigint) FROM contact_counts WHERE category_id = 0 GROUP BY word)
        AS contacts,
    (SELECT count(*) FROM categories) AS categories,
    ARRAY(SELECT ROW(status, count(*)) FROM campaigns WHERE deleted_at IS NULL AND id > 0 GROUP BY status)
        AS campaigns,
    ARRAY(SELECT ROW(message_type, kind, word, n) FROM ({TOTALS}) totals) AS totals,
    ARRAY({_DAYS}) AS days,
    ARRAY({_LATEST}) AS latest,
    ARRAY(SELECT ROW({", ".join(RUNNING_FIELDS)}) FROM running ORDER BY id DESC) AS running,
    ARRAY(SELECT ROW({", ".join(COUNT_FIELDS)}) FROM (
        {CAMPAIGNS.replace("$1::bigint[]", "ARRAY(SELECT id FROM running)")}) counts) AS counts
FROM today t
"""
"""All of the first page: of one moment, in one round trip. `$1` now, `$2` days, `$3` latest messages, `$4`
running campaigns; the fields of the arrays' rows stand above."""
