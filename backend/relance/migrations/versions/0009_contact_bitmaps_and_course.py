"""Contacts found by bitmaps instead of a trigram index; the course of a campaign by the minute."""

from relance.migrations.apply import run_sql

revision = "0009"
down_revision = "0008"

CONTACTS = r"""
-- A search and a filter that are both common and have nobody in common cost the trigram index up to a second.
-- The bitmaps of `contacts/search_index` cost the same few milliseconds whatever is asked, and an import no
-- longer writes thirty index entries a contact (docs/decisions).
DROP INDEX contact_search_text;
ALTER TABLE contact_search DROP COLUMN bucket;

-- kind 0: runs of two and three characters of contact_search.text; 1: properties; 2: categories. A bit may
-- stand where nothing is any more, never lack, unless the contact is due or the bucket not made.
CREATE TABLE contact_bits (
    kind smallint NOT NULL,
    key text COLLATE "C" NOT NULL,
    bucket integer NOT NULL,
    bits bit(16384) NOT NULL,
    PRIMARY KEY (kind, key, bucket)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
-- 2 kB: just enough to be compressed, and read without a second look-up.
ALTER TABLE contact_bits ALTER COLUMN bits SET STORAGE MAIN;
CREATE INDEX contact_bits_bucket ON contact_bits (bucket);

-- Buckets of 16,384 ids that are made, and how many texts were merged into each since.
CREATE TABLE contact_bit_buckets (
    bucket integer PRIMARY KEY,
    merged integer NOT NULL
);

-- Who changed since the bitmaps were written; appended like the counts, without waiting for anybody.
CREATE TABLE contact_bits_due (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind smallint NOT NULL,
    key text COLLATE "C" NOT NULL,
    ids bigint[] NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- Blocks of contacts in the order of names, from behind one name to another; always one at least.
CREATE TABLE contact_name_blocks (
    block integer PRIMARY KEY,
    after_key text COLLATE "C" NOT NULL,
    after_id bigint NOT NULL,
    last_key text COLLATE "C" NOT NULL,
    last_id bigint NOT NULL,
    UNIQUE (last_key, last_id)
);
CREATE TABLE contact_name_cut (contacts bigint NOT NULL);  -- one row: how many there were at the last cut
CREATE FUNCTION make_one_name_block() RETURNS void LANGUAGE sql AS $$
    INSERT INTO contact_name_blocks VALUES (0, '', 0, chr(1114111), 9223372036854775807);
    INSERT INTO contact_name_cut VALUES (0);
$$;
SELECT make_one_name_block();

CREATE FUNCTION note_contact_bits(kind integer, key text, given bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO contact_bits_due (kind, key, ids)
    SELECT kind, key, given[n:n + 4999] FROM generate_series(1, cardinality(given), 5000) AS n
$$;

CREATE OR REPLACE FUNCTION list_inserted_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fresh bigint[];
BEGIN
    INSERT INTO contact_search (contact_id, name_key, text)
    SELECT id, contact_name_key(first_name, last_name), contact_search_text(first_name, last_name, phone)
    FROM new_rows WHERE deleted_at IS NULL;
    SELECT array_agg(id ORDER BY id) INTO fresh FROM new_rows WHERE deleted_at IS NULL;
    IF fresh IS NOT NULL THEN
        PERFORM note_contact_bits(0, '', fresh), note_contact_bits(1, '', fresh);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION list_updated_contacts() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off AS $$
DECLARE
    flagged bigint[];
    renamed bigint[];
BEGIN
    SELECT array_agg(n.id) FILTER (WHERE o.flags <> n.flags OR o.deleted_at IS DISTINCT FROM n.deleted_at),
           array_agg(n.id) FILTER (WHERE (o.first_name, o.last_name, o.phone, o.deleted_at)
               IS DISTINCT FROM (n.first_name, n.last_name, n.phone, n.deleted_at))
    INTO flagged, renamed FROM old_rows o JOIN new_rows n USING (id);
    IF flagged IS NOT NULL THEN
        WITH changed AS MATERIALIZED (
            SELECT k.category_id, k.contact_id, c.flags
            FROM category_contacts k JOIN contacts c ON c.id = k.contact_id
            WHERE k.contact_id = ANY(flagged) AND k.flags <> c.flags
            ORDER BY k.contact_id, k.category_id FOR NO KEY UPDATE OF k
        )
        UPDATE category_contacts k SET flags = c.flags FROM changed c
        WHERE k.category_id = c.category_id AND k.contact_id = c.contact_id;
        PERFORM note_contact_bits(1, '', flagged);
    END IF;
    IF renamed IS NOT NULL THEN
        DELETE FROM contact_search s USING contacts c
        WHERE s.contact_id = ANY(renamed) AND c.id = s.contact_id AND c.deleted_at IS NOT NULL;
        UPDATE contact_search s SET name_key = contact_name_key(c.first_name, c.last_name),
            text = contact_search_text(c.first_name, c.last_name, c.phone)
        FROM contacts c WHERE s.contact_id = ANY(renamed) AND c.id = s.contact_id;
        PERFORM note_contact_bits(0, '', renamed);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION note_category_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_contact_bits(2, m.category_id::text, m.ids)
    FROM (SELECT category_id, array_agg(contact_id) AS ids FROM changed_rows GROUP BY 1) m;
    RETURN NULL;
END $$;
CREATE TRIGGER note_inserted_category_contacts AFTER INSERT ON category_contacts
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_category_contacts();
CREATE TRIGGER note_deleted_category_contacts AFTER DELETE ON category_contacts
    REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION note_category_contacts();

CREATE OR REPLACE FUNCTION list_no_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE contact_search, contact_bits, contact_bit_buckets, contact_bits_due, contact_name_blocks,
        contact_name_cut;
    PERFORM make_one_name_block();
    RETURN NULL;
END $$;
"""

COURSE = """
-- What happened to a campaign in each minute: `campaign_course_new` takes deltas, which compaction adds to
-- `campaign_course`. Days and errors are counted as before, from the same groups.
CREATE TABLE campaign_course (
    campaign_id bigint NOT NULL,
    at timestamptz NOT NULL,
    word text NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (campaign_id, at, word)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
CREATE TABLE campaign_course_new (
    campaign_id bigint NOT NULL,
    at timestamptz NOT NULL,
    word text NOT NULL,
    n bigint NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX campaign_course_new_key ON campaign_course_new (campaign_id);

CREATE FUNCTION course_word(message_type text, word text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN message_type = 'message_2' THEN CASE word WHEN 'sent' THEN 'message_2_sent' END
                WHEN word IN ('sent', 'delivered', 'read', 'interacted') THEN word END
$$;
INSERT INTO campaign_course (campaign_id, at, word, n)
SELECT m.campaign_id, date_trunc('minute', v.at), v.word, count(*)
FROM messages m CROSS JOIN LATERAL (VALUES
    (CASE m.message_type WHEN 'message_1' THEN 'sent' ELSE 'message_2_sent' END, m.sent_at),
    (CASE m.message_type WHEN 'message_1' THEN 'delivered' END, m.delivered_at),
    (CASE m.message_type WHEN 'message_1' THEN 'read' END, m.read_at),
    (CASE m.message_type WHEN 'message_1' THEN 'interacted' END, m.interacted_at)) v (word, at)
WHERE m.campaign_id > 0 AND v.word IS NOT NULL AND v.at IS NOT NULL GROUP BY 1, 2, 3;

CREATE OR REPLACE FUNCTION count_inserted_messages() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan SET enable_nestloop = off AS $$
DECLARE
    zone text := (SELECT timezone FROM installation);
BEGIN
    WITH arrivals AS (
        SELECT campaign_id, sender_id, message_type, status, interacted_at IS NOT NULL AS interacted,
               date_trunc('minute', sent_at) AS sent_minute,
               date_trunc('minute', delivered_at) AS delivered_minute,
               date_trunc('minute', read_at) AS read_minute,
               date_trunc('minute', interacted_at) AS interacted_minute,
               date_trunc('minute', no_interaction_at) AS no_interaction_minute,
               date_trunc('minute', failed_at) AS failed_minute,
               CASE WHEN failed_at IS NOT NULL THEN coalesce(error_code, -4) END AS error_code,
               count(*) AS n, max(failed_at) AS last_failed_at, max(id) AS newest_id
        FROM new_rows GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    ), milestones AS (
        SELECT a.campaign_id, a.sender_id, a.message_type, v.word, v.minute, sum(a.n) AS n
        FROM arrivals a CROSS JOIN LATERAL (VALUES
            ('sent', a.sent_minute), ('delivered', a.delivered_minute), ('read', a.read_minute),
            ('interacted', a.interacted_minute), ('no_interaction', a.no_interaction_minute),
            ('failed', a.failed_minute)) v (word, minute)
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
        SELECT (failed_minute AT TIME ZONE zone)::date, sender_id, error_code, sum(n),
               max(last_failed_at), max(newest_id)
        FROM arrivals WHERE error_code IS NOT NULL GROUP BY 1, 2, 3
    ), counted AS (
        INSERT INTO message_counts (campaign_id, message_type, kind, word, interacted, n)
        SELECT campaign_id, message_type, 'state', status, interacted, sum(n)
        FROM arrivals GROUP BY 1, 2, 4, 5
        UNION ALL
        SELECT campaign_id, message_type, 'milestone', word, false, sum(n) FROM milestones GROUP BY 1, 2, 4
        RETURNING campaign_id, message_type, kind, word, interacted, n
    )
    INSERT INTO message_totals (message_type, kind, word, interacted, n)
    SELECT message_type, kind, word, interacted, sum(n) FROM counted
    WHERE campaign_id > 0 GROUP BY 1, 2, 3, 4;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_updated_messages() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan SET enable_nestloop = off AS $$
DECLARE
    zone text := (SELECT timezone FROM installation);
BEGIN
    WITH moves AS (
        SELECT n.campaign_id, n.sender_id, n.message_type,
               o.status AS status_before, o.interacted_at IS NOT NULL AS interacted_before,
               n.status AS status_after, n.interacted_at IS NOT NULL AS interacted_after,
               CASE WHEN o.sent_at IS NULL THEN date_trunc('minute', n.sent_at) END AS sent_minute,
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
               max(n.id) AS newest_id
        FROM old_rows o JOIN new_rows n USING (id)
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
    ), milestones AS (
        SELECT m.campaign_id, m.sender_id, m.message_type, v.word, v.minute, sum(m.n) AS n
        FROM moves m CROSS JOIN LATERAL (VALUES
            ('sent', m.sent_minute), ('delivered', m.delivered_minute), ('read', m.read_minute),
            ('interacted', m.interacted_minute), ('no_interaction', m.no_interaction_minute),
            ('failed', m.failed_minute)) v (word, minute)
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

-- A purged campaign takes its course along.
CREATE FUNCTION forget_course() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM campaign_course c WHERE c.campaign_id IN (SELECT DISTINCT campaign_id FROM old_rows);
    DELETE FROM campaign_course_new c WHERE c.campaign_id IN (SELECT DISTINCT campaign_id FROM old_rows);
    RETURN NULL;
END $$;
CREATE TRIGGER forget_course AFTER DELETE ON messages
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION forget_course();
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(CONTACTS)
    run_sql(COURSE)
