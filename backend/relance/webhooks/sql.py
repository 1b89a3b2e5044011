"""Statements of the intake."""

FIND_SENDERS = "SELECT phone_number_id, id FROM senders WHERE phone_number_id = ANY($1::text[])"

# Now and then, on the intake's own connection: a generic plan made while the tables were nearly empty would
# read them whole for every group until somebody analyses them, a minute and 60,000 messages later. Planning
# anew looks at their present size. (Forbidding hash joins instead makes the counting triggers quadratic.)
PLAN_ANEW = "DISCARD PLANS"

FIND_CONTACTS = """
SELECT id, bsuid, wa_id, phone FROM contacts WHERE bsuid = ANY($1::text[])
UNION ALL SELECT id, bsuid, wa_id, phone FROM contacts WHERE wa_id = ANY($2::text[])
UNION ALL SELECT id, bsuid, wa_id, phone FROM contacts WHERE phone = ANY($3::text[])
"""

# What statuses and interactions teach about people. Contacts are locked in id order; in the steady state
# nothing is new and no row is locked or written. `must_lock`: something else is to be written to them.
# An identity that another contact has is not taken: two contacts are never merged silently.
LEARN_CONTACTS = """
WITH taught AS (
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::date[],
        $7::boolean[]) AS t (id, wa_id, bsuid, parent_bsuid, seen_at, failed_on, must_lock)
), locked AS MATERIALIZED (
    SELECT c.id, t.seen_at, t.failed_on, c.whatsapp_verified, c.verified_at, c.undeliverable_on,
           c.wa_id AS old_wa_id, c.bsuid AS old_bsuid, c.parent_bsuid AS old_parent_bsuid,
           CASE WHEN c.wa_id IS NULL AND NOT EXISTS (SELECT FROM contacts o WHERE o.wa_id = t.wa_id)
                THEN t.wa_id ELSE c.wa_id END AS wa_id,
           CASE WHEN c.bsuid IS NULL AND NOT EXISTS (SELECT FROM contacts o WHERE o.bsuid = t.bsuid)
                THEN t.bsuid ELSE c.bsuid END AS bsuid,
           coalesce(c.parent_bsuid, t.parent_bsuid) AS parent_bsuid
    FROM taught t JOIN contacts c ON c.id = t.id
    WHERE c.deleted_at IS NULL AND (t.must_lock
        OR c.wa_id IS NULL AND t.wa_id IS NOT NULL
        OR c.bsuid IS NULL AND t.bsuid IS NOT NULL
        OR c.parent_bsuid IS NULL AND t.parent_bsuid IS NOT NULL
        OR t.seen_at IS NOT NULL AND (c.whatsapp_verified IS NOT TRUE OR c.undeliverable_on IS NOT NULL)
        OR t.failed_on IS NOT NULL AND c.whatsapp_verified IS NOT FALSE)
    ORDER BY c.id FOR NO KEY UPDATE OF c
), judged AS (
    SELECT *,
           CASE WHEN seen_at >= coalesce(verified_at, '-infinity') THEN true
                WHEN failed_on <> undeliverable_on THEN false
                ELSE whatsapp_verified END AS verified,
           CASE WHEN (seen_at AT TIME ZONE 'UTC')::date >= undeliverable_on THEN NULL
                ELSE coalesce(undeliverable_on, failed_on) END AS first_failed_on
    FROM locked
)
UPDATE contacts c
SET wa_id = j.wa_id, bsuid = j.bsuid, parent_bsuid = j.parent_bsuid,
    whatsapp_verified = j.verified, undeliverable_on = j.first_failed_on,
    verified_at = CASE WHEN j.verified IS NOT DISTINCT FROM j.whatsapp_verified THEN c.verified_at
                       ELSE coalesce(j.seen_at, now()) END,
    updated_at = now()
FROM judged j
WHERE c.id = j.id
  AND (c.wa_id, c.bsuid, c.parent_bsuid, c.whatsapp_verified, c.undeliverable_on) IS DISTINCT FROM
      (j.wa_id, j.bsuid, j.parent_bsuid, j.verified, j.first_failed_on)
RETURNING c.id, (j.old_wa_id, j.old_bsuid, j.old_parent_bsuid) IS DISTINCT FROM
    (c.wa_id, c.bsuid, c.parent_bsuid) AS identity_changed,
    j.old_bsuid IS NULL AND EXISTS (SELECT FROM kept_replies k WHERE k.bsuid = c.bsuid)
    OR j.old_wa_id IS NULL AND (EXISTS (SELECT FROM kept_replies k WHERE k.wa_id = c.wa_id)
        OR EXISTS (SELECT FROM kept_replies k WHERE k.from_phone = c.wa_id)) AS kept
"""

# Somebody changed phone or id. The contact is known by the old ones; the new ones may belong to others.
LOCK_CHANGED = """
SELECT id, phone, wa_id, bsuid, opted_out_at FROM contacts
WHERE id = ANY($1::bigint[]) AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE
"""

MOVE_IDENTITY = """
UPDATE contacts SET phone = $2, wa_id = $3, bsuid = $4, updated_at = now()
WHERE id = $1 AND (phone, wa_id, bsuid) IS DISTINCT FROM ($2, $3, $4)
"""

# In the order of the keys: two processes may note the same ones.
TAKE_CHATS = """
INSERT INTO taken_chats AS t (contact_id, sender_id, taken_by, at)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::timestamptz[])
ON CONFLICT (contact_id, sender_id) DO UPDATE SET taken_by = excluded.taken_by, at = excluded.at
WHERE excluded.at > t.at
"""

NAME_SENDERS = """
SELECT id, coalesce(display_phone_number, phone_number_id) AS number
FROM senders WHERE id = ANY($1::bigint[]) ORDER BY id
"""

FIND_SENDER_BY_NUMBER = """
SELECT id FROM senders
WHERE phone_number_id = $1
   OR ($2::text IS NOT NULL AND waba_id = $3
       AND regexp_replace(display_phone_number, '\\D', '', 'g') = regexp_replace($2, '\\D', '', 'g'))
"""

COUNT_DROPS = """
INSERT INTO webhook_drops (reason, n) SELECT * FROM unnest($1::text[], $2::bigint[])
ON CONFLICT (reason) DO UPDATE SET n = webhook_drops.n + excluded.n, last_at = now()
"""

PARK = """
INSERT INTO webhook_parked (digest, reason, body, n)
SELECT * FROM unnest($1::bytea[], $2::text[], $3::bytea[], $4::bigint[])
ON CONFLICT (digest) DO UPDATE SET n = webhook_parked.n + excluded.n, last_at = now(),
    reason = excluded.reason, replayed_at = NULL
"""

# What was replayed goes first, then the oldest.
TRIM_PARKED = """
DELETE FROM webhook_parked WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER newest_first AS place, sum(octet_length(body)) OVER newest_first AS bytes
        FROM webhook_parked
        WINDOW newest_first AS (ORDER BY replayed_at IS NOT NULL, id DESC ROWS UNBOUNDED PRECEDING)
    ) ranked
    WHERE place > $1 OR bytes > $2)
"""

LIST_PARKED = """
SELECT id, reason, n, first_at, last_at, replayed_at, octet_length(body) AS size,
       substr(body, 1, 200) AS excerpt
FROM webhook_parked WHERE id > $1 AND (replayed_at IS NULL OR NOT $3) ORDER BY id LIMIT $2
"""

READ_PARKED = "SELECT body FROM webhook_parked WHERE id = $1"

NEXT_PARKED = """
SELECT id FROM webhook_parked WHERE id > $1 AND replayed_at IS NULL ORDER BY id LIMIT 1
"""

MARK_REPLAYED = "UPDATE webhook_parked SET replayed_at = now() WHERE id = $1"

KEEP_PARKED = "UPDATE webhook_parked SET reason = $2 WHERE id = $1"

# The first row is the installation itself, the others are those it was.
INSTALLATIONS = """
SELECT id, NULL::bigint AS highest_message_id, NULL AS state FROM installation
UNION ALL
SELECT id, highest_message_id, CASE WHEN settled_at IS NULL THEN 'open' ELSE answer END
FROM former_installations
"""

LAST_MESSAGE_ID = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM messages_id_seq"

# Messages ($1) whose echo, of the time $2, is older than $3 seconds.
FIND_UNLEASED = """
SELECT id FROM unnest($1::bigint[], $2::timestamptz[]) AS asked (id, at)
WHERE at < clock_timestamp() - make_interval(secs => $3)
EXCEPT SELECT unnest(message_ids) FROM send_batches WHERE lease_until IS NOT NULL
"""

ANY_QUEUED = """
SELECT EXISTS (SELECT FROM send_batches WHERE campaign_id = ANY($1::bigint[]) AND lane IN ('bulk', 'reply')
               AND lease_until IS NULL AND message_ids && $2::bigint[])
"""

# To whom the messages of these ids went, by all names that a status may give the person.
FIND_RECIPIENTS = """
SELECT m.id, c.phone, c.wa_id, c.bsuid, c.parent_bsuid
FROM messages m JOIN contacts c ON c.id = m.contact_id WHERE m.id = ANY($1::bigint[])
"""

KEEP_STATUSES = """
INSERT INTO kept_statuses (former_id, status)
SELECT k.former_id, k.status FROM unnest($1::text[], $2::jsonb[]) AS k (former_id, status)
WHERE (SELECT coalesce(max(id) - min(id), 0) FROM kept_statuses) < $3
"""
