"""Statements of the launch: who is next, what their message says, and the queue that it joins."""

from relance.contacts.own_fields import sql_case

# The transaction of a chunk begins here: a second launch waits, then sees the cursor where this one left it.
LOCK = """
SELECT c.status, c.launch_cursor, c.launch_until, c.sender_id, c.variables, c.buttons, c.rate_per_s,
       c.skip_unreachable, c.consent_only,
       coalesce(s.rate_per_s, $2) AS sender_rate_per_s,
       ARRAY(SELECT category_id FROM campaign_categories WHERE campaign_id = c.id) AS category_ids
FROM campaigns c JOIN senders s ON s.id = c.sender_id
WHERE c.id = $1 FOR NO KEY UPDATE OF c
"""

# One chunk of the audience: each category gives its next $4 contacts from its index, duplicates fall
# together. The campaign's bindings come as parallel arrays ($6 names, $7 fields, $8 defaults, $9 values)
# and are filled from each contact's own row; an empty field counts as missing. Who must not be written to
# gets a cancelled row with the reason, so that every contact of the audience is accounted for.
CHUNK = f"""
WITH page AS MATERIALIZED (
    SELECT DISTINCT next.contact_id
    FROM unnest($2::bigint[]) AS category (id) CROSS JOIN LATERAL (
        SELECT contact_id FROM category_contacts
        WHERE category_id = category.id AND contact_id > $3 AND contact_id <= $5
        ORDER BY contact_id LIMIT $4) next
    ORDER BY next.contact_id LIMIT $4
), audience AS (
    SELECT c.id,
        CASE WHEN c.opted_out_at IS NOT NULL THEN 'opted_out'
             WHEN c.phone IS NULL AND c.bsuid IS NULL THEN 'no_address'
             WHEN $14 AND c.consented_at IS NULL THEN 'no_consent'
             WHEN $13 AND c.whatsapp_verified IS FALSE THEN 'not_on_whatsapp'
             WHEN filled.missing IS NOT NULL THEN 'missing_variable:' || filled.missing END AS reason,
        coalesce(filled.parameters, '{{}}') AS parameters
    FROM page JOIN contacts c ON c.id = page.contact_id
    CROSS JOIN LATERAL (
        SELECT jsonb_object_agg(b.name, v.text) AS parameters,
               min(b.field) FILTER (WHERE v.text IS NULL) AS missing
        FROM unnest($6::text[], $7::text[], $8::text[], $9::text[]) AS b (name, field, fallback, value)
        CROSS JOIN LATERAL (
            SELECT coalesce(btrim(b.value, $12), nullif(btrim(own.text, $12), ''), btrim(b.fallback, $12))
                AS text
            FROM (SELECT {sql_case("b.field")} AS text) own
        ) v
    ) filled
    WHERE c.deleted_at IS NULL
), made AS (
    INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, cancel_reason, parameters)
    SELECT $1, id, $10, 'message_1', CASE WHEN reason IS NULL THEN 'pending' ELSE 'cancelled' END, reason,
           CASE WHEN reason IS NULL THEN parameters ELSE '{{}}' END
    FROM audience ORDER BY id
    ON CONFLICT ON CONSTRAINT messages_once DO NOTHING
    RETURNING id, status
), queued AS (
    INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids)
    SELECT $1, $10, 'bulk', array_agg(id ORDER BY id)
    FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / $11::int AS part
          FROM made WHERE status = 'pending') parts
    GROUP BY part ORDER BY part
    RETURNING id
)
SELECT (SELECT max(contact_id) FROM page) AS last_contact_id, (SELECT count(*) FROM page) AS contacts,
       (SELECT count(*) FROM made) AS messages, (SELECT count(*) FROM queued) AS batches
"""

MOVE_CURSOR = "UPDATE campaigns SET launch_cursor = $2, updated_at = now() WHERE id = $1"

FINISH = """
UPDATE campaigns SET status = 'sending', launch_cursor = $2, launched_at = now(), updated_at = now()
WHERE id = $1
"""
