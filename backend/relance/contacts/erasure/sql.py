"""Statements of erasure. `locks.ERASURE`, then as everywhere: messages, contacts, what belongs to them."""

from relance.contacts.own_columns import each_text

LOCK_MESSAGES = "SELECT FROM messages WHERE contact_id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE"

# Also who was deleted before: their row has no number any more, their messages still have their texts.
LOCK = "SELECT FROM contacts WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE"

READ = """
SELECT c.id, c.phone, c.wa_id, c.bsuid, c.parent_bsuid,
       ARRAY(SELECT a.bsuid FROM contact_aliases a WHERE a.contact_id = c.id) AS aliases
FROM contacts c WHERE c.id = ANY($1::bigint[]) AND c.erased_at IS NULL ORDER BY c.id
"""

# By the two unique indexes: each spelling belongs to one contact at most.
SAME_NUMBERS = """
SELECT id FROM contacts WHERE phone = ANY($1::text[])
UNION SELECT id FROM contacts WHERE wa_id = ANY($2::text[])
"""

EXISTS = "SELECT FROM contacts WHERE id = $1"

CLEAR_MESSAGES = """
UPDATE messages SET parameters = '{}', error_details = NULL
WHERE contact_id = ANY($1::bigint[]) AND (parameters <> '{}' OR error_details IS NOT NULL)
"""

CLEAR_INTERACTIONS = """
UPDATE interactions SET text = NULL, payload = NULL, content = NULL, context_wamid = NULL,
    wamid = 'erased:' || id
WHERE contact_id = ANY($1::bigint[]) AND wamid NOT LIKE 'erased:%'
"""

CLEAR_ANSWERS = """
UPDATE opt_out_answers SET wamid = 'erased:' || id, answer_wamid = NULL
WHERE contact_id = ANY($1::bigint[]) AND wamid NOT LIKE 'erased:%'
"""

CLEAR_CONSENTS = """
UPDATE consents SET words = NULL, source = NULL
WHERE contact_id = ANY($1::bigint[]) AND (words IS NOT NULL OR source IS NOT NULL)
"""

LEAVE_CATEGORIES = "DELETE FROM category_contacts WHERE contact_id = ANY($1::bigint[])"
FORGET_ALIASES = "DELETE FROM contact_aliases WHERE contact_id = ANY($1::bigint[])"
FORGET_USERNAMES = "DELETE FROM contact_usernames WHERE contact_id = ANY($1::bigint[])"
FORGET_CHATS = "DELETE FROM taken_chats WHERE contact_id = ANY($1::bigint[])"

# The row stays for its messages and numbers; the person is gone from it.
CLEAR_PERSON = f"""
UPDATE contacts
SET phone = NULL, wa_id = NULL, bsuid = NULL, parent_bsuid = NULL, {each_text("NAME = NULL")},
    attributes = '{{}}', whatsapp_verified = NULL, verified_at = NULL, undeliverable_on = NULL,
    opted_out_at = NULL, opted_out_reason = NULL, consented_at = NULL, interacted_at = NULL,
    deleted_at = coalesce(deleted_at, $2), erased_at = $2, updated_at = now()
WHERE id = ANY($1::bigint[])
"""

LOOK_AFTER = "INSERT INTO erasures (contact_id) SELECT unnest($1::bigint[]) ON CONFLICT DO NOTHING"

FORGET_CHOICES = "DELETE FROM suppressions WHERE identity = ANY($1::text[])"

FORGET_KEPT_REPLIES = """
DELETE FROM kept_replies
WHERE bsuid = ANY($1::text[]) OR wa_id = ANY($2::text[]) OR from_phone = ANY($2::text[])
"""

# The line stays, and is not for replaying any more. `$1`: ids and digits as they stand in a body.
CLEAR_PARKED = """
UPDATE webhook_parked p SET body = '{}', replayed_at = coalesce(p.replayed_at, now())
WHERE EXISTS (SELECT FROM unnest($1::text[]) n WHERE position(convert_to(n, 'UTF8') IN p.body) > 0)
"""

# As CLEAR_PARKED, for many names: each body is read once, word by word. As Latin-1 any bytes can be read.
CLEAR_PARKED_OF_MANY = """
UPDATE webhook_parked p SET body = '{}', replayed_at = coalesce(p.replayed_at, now())
WHERE EXISTS (
    SELECT FROM regexp_matches(
        convert_from(p.body, 'LATIN1'), '([A-Za-z]{2}[.][A-Za-z0-9.]+|[0-9]{5,})', 'g') m
    WHERE m[1] IN (SELECT unnest($1::text[])))
"""

# `$1`: the last eight digits, since a file may have the number in any spelling. By an index, one after the
# other: ten thousand at once would be compared with each line one by one.
CLEAR_IMPORT_LINES = """
UPDATE import_lines l
SET raw = '', cells = NULL, reason_values = NULL, reason = coalesce(l.reason_code, '')
WHERE l.id IN (
    SELECT o.id FROM unnest($1::text[]) t CROSS JOIN LATERAL (
        SELECT i.id FROM import_lines i
        WHERE digits_of_line(i.raw || ' ' || i.reason || ' ' || coalesce(i.cells::text, '')) && ARRAY[t]
        OFFSET 0
    ) o
)
"""

# Of contacts erased a short while ago: a launch, or a webhook, that had read them before.
AFTERWARDS = "SELECT contact_id FROM erasures WHERE erased_at > now() - $1::interval ORDER BY 1 LIMIT $2"

RETIRE = """
WITH old AS MATERIALIZED (
    SELECT contact_id FROM erasures WHERE erased_at < now() - $1::interval ORDER BY contact_id LIMIT $2
), forgotten AS (
    DELETE FROM message_wamids w USING messages m JOIN old o ON o.contact_id = m.contact_id
    WHERE w.message_id = m.id
), locked AS MATERIALIZED (
    SELECT m.id FROM messages m JOIN old o ON o.contact_id = m.contact_id
    WHERE m.wamid IS NOT NULL ORDER BY m.id FOR NO KEY UPDATE OF m
), renamed AS (
    UPDATE messages m SET wamid = 'erased:' || m.id FROM locked l WHERE m.id = l.id
)
DELETE FROM erasures e USING old o WHERE e.contact_id = o.contact_id RETURNING e.contact_id
"""
