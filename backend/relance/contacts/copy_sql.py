"""Statements of a copy of one person: everything that is kept of them, one row of JSON for each kind."""

CONTACT = """
SELECT to_jsonb(c) - 'flags' || jsonb_build_object(
    'aliases', (SELECT coalesce(jsonb_agg(a.bsuid ORDER BY a.learnt_at), '[]') FROM contact_aliases a
                WHERE a.contact_id = c.id),
    'username', (SELECT u.username FROM contact_usernames u WHERE u.contact_id = c.id),
    'categories', (SELECT coalesce(jsonb_agg(g.name ORDER BY g.name), '[]') FROM category_contacts k
                   JOIN categories g ON g.id = k.category_id WHERE k.contact_id = c.id)) AS copy
FROM contacts c WHERE c.id = $1 AND c.deleted_at IS NULL
"""

# The text of a Message 1 is the template as it reads now, with the values as they were then.
MESSAGES = """
SELECT to_jsonb(m) || jsonb_build_object('campaign', g.name, 'template', t.name, 'text', (
    SELECT part ->> 'text' FROM jsonb_array_elements(t.components) part
    WHERE upper(part ->> 'type') = 'BODY' AND m.message_type = 'message_1' LIMIT 1)) AS copy
FROM messages m JOIN campaigns g ON g.id = m.campaign_id JOIN templates t ON t.id = g.template_id
WHERE m.contact_id = $1 ORDER BY m.id
"""

INTERACTIONS = "SELECT to_jsonb(i) AS copy FROM interactions i WHERE i.contact_id = $1 ORDER BY i.at, i.id"

CONSENTS = """
SELECT to_jsonb(k) - 'recorded_by' - 'recorded_by_key' AS copy FROM consents k WHERE k.contact_id = $1
ORDER BY k.at, k.id
"""

ANSWERS = "SELECT to_jsonb(a) AS copy FROM opt_out_answers a WHERE a.contact_id = $1 ORDER BY a.id"

CHATS = "SELECT to_jsonb(t) AS copy FROM taken_chats t WHERE t.contact_id = $1 ORDER BY t.sender_id"

CHOICES = "SELECT to_jsonb(s) AS copy FROM suppressions s WHERE s.identity = ANY($1::text[]) ORDER BY s.at"

KEPT = """
SELECT to_jsonb(k) AS copy FROM kept_replies k
WHERE k.bsuid = ANY($1::text[]) OR k.wa_id = ANY($2::text[]) OR k.from_phone = ANY($2::text[]) ORDER BY k.id
"""
