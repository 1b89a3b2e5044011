"""Statements of the loader. Counts come from one GROUP BY each, as the triggers would have made them."""

from loading.plan import DAY_S

# Foreign keys and triggers are not asked: what is loaded is right by construction, and `recount` proves it.
SESSION = """
SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '1GB';
SET work_mem = '512MB'; SET max_parallel_maintenance_workers = 1; SET statement_timeout = 0
"""

CONSTRAINTS = """
SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name,
    pg_get_constraintdef(oid) AS definition
FROM pg_constraint WHERE contype = 'u' AND conrelid = ANY($1::text[]::regclass[]) ORDER BY conname
"""

INDEXES = """
SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
FROM pg_index WHERE indrelid = ANY($1::text[]::regclass[]) AND NOT indisprimary ORDER BY indexrelid
"""

PEOPLE_AND_ACCESS = """
INSERT INTO accounts (waba_id) VALUES ('102290129340398');
INSERT INTO senders (phone_number_id, waba_id, display_phone_number, verified_name, rate_per_s)
SELECT (106540352242921 + i)::text, '102290129340398', '+229 01 97 00 00 0' || i, 'Relance ' || i, 75
FROM generate_series(1, {senders}) i;
INSERT INTO templates (waba_id, meta_id, name, language, category, status, components)
SELECT '102290129340398', (900 + i)::text, 'welcome_' || i, CASE WHEN i % 4 = 0 THEN 'en' ELSE 'fr' END,
    'MARKETING', 'APPROVED', '[{{"type": "BODY", "text": "Bonjour {{{{1}}}} !"}}]'
FROM generate_series(1, {templates}) i;
"""

ADD_CATEGORIES = """
INSERT INTO categories (name, color, created_at)
SELECT name, color, now() - interval '401 days' FROM unnest($1::text[], $2::text[]) AS c (name, color)
"""

ADD_CAMPAIGNS = f"""
INSERT INTO campaigns (id, name, status, sender_id, template_id, variables, message_2, interaction_window_s,
    launch_cursor, launch_until, created_at, updated_at, started_at, launched_at, completed_at, waiting_until,
    request_hash)
OVERRIDING SYSTEM VALUE
SELECT id, name, status, sender_id, template_id, '{{"1": {{"field": "first_name", "default": "cliente"}}}}',
    CASE WHEN has_message_2 THEN '{{"type": "text", "text": "Merci !"}}'::jsonb END, {DAY_S},
    $9, $9, to_timestamp(began - 600), to_timestamp(began), to_timestamp(began), to_timestamp(began + 60),
    to_timestamp(done), to_timestamp(waiting), sha256(id::text::bytea)
FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::boolean[], $7::bigint[],
    $8::bigint[], $10::bigint[])
    AS c (id, name, status, sender_id, template_id, has_message_2, began, done, waiting)
"""

ADD_CAMPAIGN_CATEGORIES = """
INSERT INTO campaign_categories SELECT * FROM unnest($1::bigint[], $2::bigint[])
"""

# Twelve drafts and three that will start by themselves, after all that have begun.
ADD_DRAFTS = """
WITH made AS (
    INSERT INTO campaigns (name, status, sender_id, template_id, variables, interaction_window_s,
        request_hash, scheduled_at)
    SELECT 'Projet ' || i, CASE WHEN i > 12 THEN 'scheduled' ELSE 'draft' END, 1, 1,
        '{"1": {"field": "first_name", "default": "cliente"}}', 86400, sha256(('draft' || i)::bytea),
        CASE WHEN i > 12 THEN now() + make_interval(days => 300 + i) END
    FROM generate_series(1, 15) i RETURNING id
)
INSERT INTO campaign_categories SELECT id, 1 + id % (SELECT count(*) FROM categories) FROM made
"""

ADD_BATCHES = """
INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids)
SELECT $1, $2, 'bulk', array_agg(id ORDER BY id) FROM unnest($3::bigint[]) WITH ORDINALITY AS m (id, place)
GROUP BY (place - 1) / 250
"""

ADD_INTERACTIONS = """
INSERT INTO interactions (wamid, contact_id, sender_id, campaign_id, message_id, kind, at, received_at, text,
    in_window)
SELECT 'wamid.IN' || m.id, m.contact_id, m.sender_id, m.campaign_id, m.id,
    (ARRAY['text', 'text', 'text', 'button', 'button', 'reaction', 'voice', 'image'])[1 + m.id % 8],
    m.interacted_at, m.interacted_at + interval '1 second',
    CASE WHEN m.id % 8 < 5 THEN ($1::text[])[1 + m.id % array_length($1::text[], 1)] END, true
FROM messages m WHERE m.interacted_at IS NOT NULL ORDER BY m.id
"""

ADD_SUPPRESSIONS = """
INSERT INTO suppressions (identity, opted_out, reason, at)
SELECT 'phone:' || phone, true, 'STOP', opted_out_at FROM contacts WHERE opted_out_at IS NOT NULL
"""

ADD_SEARCH = """
INSERT INTO contact_search
SELECT id, (id >> 14)::integer, contact_name_key(first_name, last_name),
       contact_search_text(first_name, last_name, phone)
FROM contacts WHERE deleted_at IS NULL ORDER BY id
"""

SEQUENCES = """
SELECT setval(pg_get_serial_sequence(t, 'id'), (SELECT max_id FROM
    (VALUES ('contacts', (SELECT max(id) FROM contacts)), ('messages', (SELECT max(id) FROM messages)),
            ('campaigns', (SELECT max(id) FROM campaigns))) v (name, max_id) WHERE v.name = t))
FROM unnest(ARRAY['contacts', 'messages', 'campaigns']) t
"""

COUNTS = """
CREATE TEMP TABLE arrivals AS
SELECT m.campaign_id, m.sender_id, m.message_type, m.status, m.interacted_at IS NOT NULL AS interacted,
       (m.sent_at AT TIME ZONE z.timezone)::date AS sent_day,
       (m.delivered_at AT TIME ZONE z.timezone)::date AS delivered_day,
       (m.read_at AT TIME ZONE z.timezone)::date AS read_day,
       (m.interacted_at AT TIME ZONE z.timezone)::date AS interacted_day,
       (m.no_interaction_at AT TIME ZONE z.timezone)::date AS no_interaction_day,
       (m.failed_at AT TIME ZONE z.timezone)::date AS failed_day,
       CASE WHEN m.failed_at IS NOT NULL THEN coalesce(m.error_code, -4) END AS error_code,
       count(*) AS n, max(m.failed_at) AS last_failed_at, max(m.id) AS newest_id
FROM messages m CROSS JOIN installation z GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;
CREATE TEMP TABLE milestones AS
SELECT a.campaign_id, a.sender_id, a.message_type, v.word, v.day, sum(a.n) AS n
FROM arrivals a CROSS JOIN LATERAL (VALUES
    ('sent', a.sent_day), ('delivered', a.delivered_day), ('read', a.read_day),
    ('interacted', a.interacted_day), ('no_interaction', a.no_interaction_day), ('failed', a.failed_day))
    v (word, day)
WHERE v.day IS NOT NULL GROUP BY 1, 2, 3, 4, 5;
INSERT INTO daily_counts
SELECT day, sender_id, message_type, word, sum(n) FROM milestones GROUP BY 1, 2, 3, 4;
INSERT INTO daily_counts
SELECT (i.at AT TIME ZONE z.timezone)::date, i.sender_id, 'inbound', 'interactions', count(*)
FROM interactions i CROSS JOIN installation z GROUP BY 1, 2;
INSERT INTO error_counts
SELECT failed_day, sender_id, error_code, sum(n), max(last_failed_at), max(newest_id)
FROM arrivals WHERE error_code IS NOT NULL GROUP BY 1, 2, 3;
INSERT INTO message_counts
SELECT campaign_id, message_type, 'state', status, interacted, sum(n) FROM arrivals GROUP BY 1, 2, 4, 5
UNION ALL
SELECT campaign_id, message_type, 'milestone', word, false, sum(n) FROM milestones GROUP BY 1, 2, 4;
INSERT INTO message_totals
SELECT message_type, kind, word, interacted, sum(n) FROM message_counts WHERE campaign_id > 0
GROUP BY 1, 2, 3, 4;
INSERT INTO contact_counts
SELECT 0, v.word, count(*) FROM contacts c CROSS JOIN LATERAL (VALUES ('total'),
    (whatsapp_word(c.whatsapp_verified)),
    (CASE WHEN c.opted_out_at IS NOT NULL THEN 'opted_out' END)) v (word)
WHERE c.deleted_at IS NULL AND v.word IS NOT NULL GROUP BY 2
UNION ALL SELECT category_id, 'total', count(*) FROM category_contacts GROUP BY 1;
DROP TABLE arrivals, milestones
"""

FIND_LOADED = """
SELECT to_regclass('bench_loaded') IS NOT NULL
"""
SIZES = """
SELECT (SELECT count(*) FROM contacts) AS contacts, (SELECT count(*) FROM categories) AS categories,
       (SELECT count(*) FROM category_contacts) AS memberships, (SELECT count(*) FROM campaigns) AS campaigns,
       (SELECT count(*) FROM messages) AS messages, (SELECT count(*) FROM interactions) AS interactions,
       pg_size_pretty(pg_database_size(current_database())) AS size
"""
