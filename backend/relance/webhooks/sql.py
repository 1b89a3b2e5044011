"""Statements of the intake."""

FIND_SENDERS = "SELECT phone_number_id, id FROM senders WHERE phone_number_id = ANY($1::text[])"

# Now and then, on the intake's own connection: a generic plan made while the tables were nearly empty would
# read them whole for every group until somebody analyses them, a minute and 60,000 messages later. Planning
# again looks at their present size. (Forbidding hash joins instead makes the counting triggers quadratic.)
PLAN_ANEW = "DISCARD PLANS"

# Aliases last: who has an id today comes before whoever had it.
FIND_CONTACTS = """
SELECT id, bsuid, wa_id, phone FROM contacts WHERE bsuid = ANY($1::text[])
UNION ALL SELECT id, bsuid, wa_id, phone FROM contacts WHERE wa_id = ANY($2::text[])
UNION ALL SELECT id, bsuid, wa_id, phone FROM contacts WHERE phone = ANY($3::text[])
UNION ALL SELECT contact_id, bsuid, NULL, NULL FROM contact_aliases WHERE bsuid = ANY($1::text[])
"""

# What statuses and interactions teach about people. Contacts are locked in id order; in the steady state
# nothing is new and no row is locked or written. `must_lock`: something else is to be written to them.
# An identity that another contact has is not taken: two contacts are never merged silently, `other_id` says
# whose it is. A new id of a known phone takes the place of the older one, which stays as an alias; an id that
# comes without a phone, in a chat that is known, is an alias.
LEARN_CONTACTS = """
WITH taught AS (
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::date[],
        $7::boolean[]) AS t (id, wa_id, bsuid, parent_bsuid, seen_at, failed_on, must_lock)
), locked AS MATERIALIZED (
    SELECT c.id, t.seen_at, t.failed_on, c.whatsapp_verified, c.verified_at, c.undeliverable_on,
           t.bsuid AS told, c.wa_id AS old_wa_id, c.bsuid AS old_bsuid, c.parent_bsuid AS old_parent_bsuid,
           CASE WHEN c.wa_id IS NULL AND NOT EXISTS (SELECT FROM contacts o WHERE o.wa_id = t.wa_id)
                THEN t.wa_id ELSE c.wa_id END AS wa_id,
           t.wa_id IS NOT NULL AS by_phone, t.wa_id = c.wa_id OR '+' || t.wa_id = c.phone AS is_the_phone,
           coalesce(c.parent_bsuid, t.parent_bsuid) AS told_parent_bsuid, t.parent_bsuid AS told_parent,
           coalesce((SELECT o.id FROM contacts o WHERE o.bsuid = t.bsuid AND o.id <> c.id),
                    (SELECT a.contact_id FROM contact_aliases a
                     WHERE a.bsuid = t.bsuid AND a.contact_id <> c.id)) AS has_bsuid,
           (SELECT o.id FROM contacts o WHERE o.wa_id = t.wa_id AND o.id <> c.id) AS has_wa_id,
           (SELECT a.contact_id FROM contact_aliases a
            WHERE a.bsuid = t.parent_bsuid AND a.contact_id <> c.id) AS has_parent
    FROM taught t JOIN contacts c ON c.id = t.id
    WHERE c.deleted_at IS NULL AND (t.must_lock
        OR c.wa_id IS NULL AND t.wa_id IS NOT NULL
        OR c.bsuid IS DISTINCT FROM t.bsuid AND t.bsuid IS NOT NULL AND NOT EXISTS (
            SELECT FROM contact_aliases a WHERE a.bsuid = t.bsuid AND a.contact_id = c.id)
        OR c.parent_bsuid IS DISTINCT FROM t.parent_bsuid AND t.parent_bsuid IS NOT NULL AND NOT EXISTS (
            SELECT FROM contact_aliases a WHERE a.bsuid = t.parent_bsuid AND a.contact_id = c.id)
        OR t.seen_at IS NOT NULL AND (c.whatsapp_verified IS NOT TRUE OR c.undeliverable_on IS NOT NULL)
        OR t.failed_on IS NOT NULL AND c.whatsapp_verified IS NOT FALSE)
    ORDER BY c.id FOR NO KEY UPDATE OF c
), judged AS (
    SELECT *, CASE WHEN has_parent IS NULL THEN told_parent_bsuid ELSE old_parent_bsuid END AS parent_bsuid,
           coalesce(has_bsuid, has_wa_id, has_parent) AS other_id,
           CASE WHEN has_bsuid IS NOT NULL OR told IS NULL OR EXISTS (
                    SELECT FROM contact_aliases a WHERE a.bsuid = told) THEN old_bsuid
                WHEN old_bsuid IS NULL OR is_the_phone THEN told ELSE old_bsuid END AS bsuid,
           CASE WHEN seen_at >= coalesce(verified_at, '-infinity') THEN true
                WHEN failed_on <> undeliverable_on THEN false
                ELSE whatsapp_verified END AS verified,
           CASE WHEN (seen_at AT TIME ZONE 'UTC')::date >= undeliverable_on THEN NULL
                ELSE coalesce(undeliverable_on, failed_on) END AS first_failed_on
    FROM locked
), aliased AS (
    INSERT INTO contact_aliases AS a (bsuid, contact_id)
    SELECT v.bsuid, j.id FROM judged j CROSS JOIN LATERAL (VALUES
        (CASE WHEN j.bsuid <> j.old_bsuid THEN j.old_bsuid END),
        (CASE WHEN j.has_bsuid IS NULL AND j.told <> j.bsuid AND NOT j.by_phone THEN j.told END),
        (j.told_parent)) AS v (bsuid)
    WHERE v.bsuid IS NOT NULL ORDER BY v.bsuid
    ON CONFLICT (bsuid) DO NOTHING
    RETURNING contact_id
), changed AS (
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
    RETURNING c.id
)
SELECT j.id, j.other_id, c.id IS NOT NULL AS changed,
    (j.old_wa_id, j.old_bsuid, j.old_parent_bsuid) IS DISTINCT FROM (j.wa_id, j.bsuid, j.parent_bsuid)
    OR a.aliased AS identity_changed,
    j.bsuid IS DISTINCT FROM j.old_bsuid AND EXISTS (SELECT FROM kept_replies k WHERE k.bsuid = j.bsuid)
    OR j.old_wa_id IS NULL AND (EXISTS (SELECT FROM kept_replies k WHERE k.wa_id = j.wa_id)
        OR EXISTS (SELECT FROM kept_replies k WHERE k.from_phone = j.wa_id)) AS kept
FROM judged j LEFT JOIN changed c ON c.id = j.id
CROSS JOIN LATERAL (SELECT j.id IN (SELECT contact_id FROM aliased) AS aliased) a
WHERE c.id IS NOT NULL OR a.aliased OR j.other_id IS NOT NULL
"""

# Two contacts that turned out to be one person ($1, $2), told once an hour at most however often it is seen.
NOTE_MEETINGS = """
INSERT INTO incidents AS i (kind, subject, details)
SELECT 'identity_conflict', 'contact:' || one,
       jsonb_build_object('contact_ids', jsonb_build_array(least(one, other), greatest(one, other)),
                          'seen_in', 'ids')
FROM unnest($1::bigint[], $2::bigint[]) AS v (one, other) ORDER BY one
ON CONFLICT (kind, subject) DO UPDATE SET n = i.n + 1, last_at = now(), details = excluded.details
WHERE i.last_at < now() - interval '1 hour'
"""

# Numbers that people gave because we asked: $2 by contact. One that another contact has, under any spelling
# ($3, with commas), is not taken: `other_id` says whose it is.
TAKE_SHARED_PHONES = """
WITH shared AS (
    SELECT v.id, v.phone, (
        SELECT o.id FROM contacts o
        WHERE o.id <> v.id AND o.phone = ANY(string_to_array(v.spellings, ',')) LIMIT 1) AS other_id
    FROM unnest($1::bigint[], $2::text[], $3::text[]) AS v (id, phone, spellings)
), taken AS (
    UPDATE contacts c SET phone = s.phone, updated_at = now() FROM shared s
    WHERE c.id = s.id AND c.phone IS NULL AND c.deleted_at IS NULL AND s.other_id IS NULL
    RETURNING c.id
)
SELECT id, NULL AS other_id FROM taken
UNION ALL
SELECT s.id, s.other_id FROM shared s JOIN contacts c ON c.id = s.id
WHERE s.other_id IS NOT NULL AND c.deleted_at IS NULL
"""

# In the order of the ids: two processes may learn the same ones. Whoever was deleted meanwhile is left out.
LEARN_USERNAMES = """
INSERT INTO contact_usernames AS u (contact_id, username, seen_at)
SELECT v.contact_id, v.username, v.seen_at
FROM unnest($1::bigint[], $2::text[], $3::timestamptz[]) AS v (contact_id, username, seen_at)
JOIN contacts c ON c.id = v.contact_id AND c.deleted_at IS NULL ORDER BY v.contact_id
ON CONFLICT (contact_id) DO UPDATE SET username = excluded.username, seen_at = excluded.seen_at
WHERE u.username <> excluded.username AND u.seen_at <= excluded.seen_at
RETURNING contact_id
"""

# Somebody changed phone or id. The contact is known by the old ones; the new ones may belong to others.
LOCK_CHANGED = """
SELECT id, phone, wa_id, bsuid, opted_out_at FROM contacts
WHERE id = ANY($1::bigint[]) AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE
"""

MOVE_IDENTITY = """
WITH former AS (
    INSERT INTO contact_aliases (bsuid, contact_id)
    SELECT bsuid, id FROM contacts WHERE id = $1 AND bsuid <> $4 ON CONFLICT (bsuid) DO NOTHING
)
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

# The contacts are locked by now. Of several STOPs of one person in a group the first is answered.
NOTE_ANSWERS = """
INSERT INTO opt_out_answers (wamid, contact_id, sender_id, expires_at, text)
SELECT DISTINCT ON (v.contact_id) v.wamid, v.contact_id, v.sender_id, v.expires_at, $5
FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::timestamptz[])
    AS v (wamid, contact_id, sender_id, expires_at)
JOIN contacts c ON c.id = v.contact_id
WHERE c.opted_out_at IS NULL AND c.deleted_at IS NULL
ORDER BY v.contact_id, v.expires_at, v.wamid
ON CONFLICT (wamid) DO NOTHING
"""
