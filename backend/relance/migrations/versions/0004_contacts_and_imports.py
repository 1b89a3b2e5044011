"""Lists of contacts that answer at once whatever is asked of them, and imports as jobs."""

from relance.migrations.apply import run_sql

revision = "0004"
down_revision = "0003"

SQL = r"""
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Accents and capitals gone, so that 'Helene' finds 'Hélène'. `contacts/search.py` folds what is searched for
-- by the same letters. No unaccent(): it is not immutable, and generated columns need that.
CREATE FUNCTION fold_text(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT lower(translate(given,
        'àáâãäåāăąçćčďđèéêëēėęěğìíîïīįıłñńňòóôõöøōőŕřśšşșťţțùúûüūůűųýÿžźż'
        'ÀÁÂÃÄÅĀĂĄÇĆČĎĐÈÉÊËĒĖĘĚĞÌÍÎÏĪĮİŁÑŃŇÒÓÔÕÖØŌŐŔŘŚŠŞȘŤŢȚÙÚÛÜŪŮŰŲÝŸŽŹŻ',
        'aaaaaaaaacccddeeeeeeeegiiiiiiilnnnoooooooorrsssstttuuuuuuuuyyzzz'
        'aaaaaaaaacccddeeeeeeeegiiiiiiilnnnoooooooorrsssstttuuuuuuuuyyzzz'))
$$;

-- Everything a list can be filtered by in one number, so that one index serves every combination exactly:
-- whatsapp_verified (0 not known, 4 yes, 8 no) + opted out (2) + interacted (1).
ALTER TABLE contacts
    ADD COLUMN interacted_at timestamptz,
    ADD COLUMN flags smallint NOT NULL GENERATED ALWAYS AS (
        (CASE WHEN whatsapp_verified THEN 4 WHEN NOT whatsapp_verified THEN 8 ELSE 0 END
         + CASE WHEN opted_out_at IS NULL THEN 0 ELSE 2 END
         + CASE WHEN interacted_at IS NULL THEN 0 ELSE 1 END)::smallint) STORED;
UPDATE contacts c SET interacted_at = i.at
FROM (SELECT contact_id, min(at) AS at FROM interactions GROUP BY 1) i
WHERE i.contact_id = c.id AND c.deleted_at IS NULL;
CREATE INDEX contacts_flags ON contacts (flags, id) WHERE deleted_at IS NULL;

-- A copy of the contact's flags: a big category may hold three people who opted out.
ALTER TABLE category_contacts ADD COLUMN flags smallint NOT NULL DEFAULT 0;
UPDATE category_contacts k SET flags = c.flags FROM contacts c WHERE c.id = k.contact_id AND c.flags <> 0;
CREATE INDEX category_contacts_flags ON category_contacts (category_id, flags, contact_id);

-- What a contact is found by. A table of its own: what the engine learns about a contact (its wa_id, that it
-- was reached) would otherwise write thirty trigrams again each time.
-- `bucket`: 16,384 ids; a common word is searched bucket by bucket, until the page is full.
CREATE TABLE contact_search (
    contact_id bigint PRIMARY KEY,
    bucket integer NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    text text COLLATE "C" NOT NULL
);
-- With the text, so that a walk in the order of names reads nothing else.
CREATE INDEX contact_search_name ON contact_search (name_key, contact_id) INCLUDE (text);

-- The names as they are sorted; people without one come last.
CREATE FUNCTION contact_name_key(first_name text, last_name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(nullif(left(btrim(fold_text(concat_ws(' ', first_name, last_name))), 100), ''), '~')
$$;
-- A blank stands before each word and the number: '% awa%' is a word that begins so.
CREATE FUNCTION contact_search_text(first_name text, last_name text, phone text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT ' ' || fold_text(concat_ws(' ', first_name, last_name, substr(phone, 2)))
$$;
INSERT INTO contact_search
SELECT id, (id >> 14)::integer, contact_name_key(first_name, last_name),
       contact_search_text(first_name, last_name, phone)
FROM contacts WHERE deleted_at IS NULL ORDER BY id;
CREATE INDEX contact_search_text ON contact_search USING gin (bucket, text gin_trgm_ops)
    WITH (gin_pending_list_limit = 256);

CREATE FUNCTION list_inserted_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO contact_search (contact_id, bucket, name_key, text)
    SELECT id, (id >> 14)::integer, contact_name_key(first_name, last_name),
           contact_search_text(first_name, last_name, phone)
    FROM new_rows WHERE deleted_at IS NULL;
    RETURN NULL;
END $$;

-- Writes only rows that belong to contacts this statement has locked. One join of the transition tables, and
-- never under EXISTS or a LIMIT: the planner would take a nested loop, and 100,000 updates take hours.
-- enable_seqscan: a plan kept from when the tables were young would read all contacts for a few changed ones.
CREATE FUNCTION list_updated_contacts() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off AS $$
DECLARE
    flagged bigint[];
    renamed bigint[];
BEGIN
    SELECT array_agg(n.id) FILTER (WHERE o.flags <> n.flags),
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
    END IF;
    IF renamed IS NOT NULL THEN
        DELETE FROM contact_search s USING contacts c
        WHERE s.contact_id = ANY(renamed) AND c.id = s.contact_id AND c.deleted_at IS NOT NULL;
        UPDATE contact_search s SET name_key = contact_name_key(c.first_name, c.last_name),
            text = contact_search_text(c.first_name, c.last_name, c.phone)
        FROM contacts c WHERE s.contact_id = ANY(renamed) AND c.id = s.contact_id;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER list_inserted_contacts AFTER INSERT ON contacts
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION list_inserted_contacts();
CREATE TRIGGER list_updated_contacts AFTER UPDATE ON contacts
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION list_updated_contacts();

CREATE FUNCTION list_no_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE contact_search;
    RETURN NULL;
END $$;
CREATE TRIGGER list_no_contacts AFTER TRUNCATE ON contacts
    FOR EACH STATEMENT EXECUTE FUNCTION list_no_contacts();

-- For whoever files a contact without its flags.
CREATE FUNCTION flag_category_contacts() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off AS $$
BEGIN
    UPDATE category_contacts k SET flags = c.flags FROM new_rows n JOIN contacts c ON c.id = n.contact_id
    WHERE k.category_id = n.category_id AND k.contact_id = n.contact_id AND n.flags <> c.flags;
    RETURN NULL;
END $$;
CREATE TRIGGER flag_category_contacts AFTER INSERT ON category_contacts
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION flag_category_contacts();

-- Contacts whose first interaction met their row locked by somebody else. Appended without waiting, like the
-- counts: contacts come before interactions in everybody's lock order, so nobody may wait for one here.
CREATE TABLE late_interacted (
    contact_id bigint NOT NULL,
    at timestamptz NOT NULL
);

CREATE FUNCTION mark_interacted_contacts() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off AS $$
BEGIN
    WITH first AS MATERIALIZED (
        SELECT n.contact_id, min(n.at) AS at FROM new_rows n JOIN contacts c ON c.id = n.contact_id
        WHERE c.interacted_at IS NULL AND c.deleted_at IS NULL GROUP BY 1
    ), free AS MATERIALIZED (
        SELECT c.id FROM contacts c WHERE c.id IN (SELECT contact_id FROM first)
        ORDER BY c.id FOR NO KEY UPDATE SKIP LOCKED
    ), late AS (
        INSERT INTO late_interacted SELECT contact_id, at FROM first
        WHERE contact_id NOT IN (SELECT id FROM free)
    )
    UPDATE contacts c SET interacted_at = f.at FROM first f JOIN free x ON x.id = f.contact_id
    WHERE c.id = f.contact_id AND c.interacted_at IS NULL AND c.deleted_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER mark_interacted_contacts AFTER INSERT ON interactions
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_interacted_contacts();

-- Imports. The file lies in pieces of 1 MB until it is stored: the worker may run on another host.
CREATE TABLE import_jobs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'completed', 'failed')),
    filename text NOT NULL,
    size_bytes bigint NOT NULL,
    category_id bigint REFERENCES categories (id) ON DELETE SET NULL,
    category_name text NOT NULL,
    default_country text,
    update_existing boolean NOT NULL,
    mapping jsonb,
    lines bigint NOT NULL DEFAULT 0,
    created bigint NOT NULL DEFAULT 0,
    updated bigint NOT NULL DEFAULT 0,
    unchanged bigint NOT NULL DEFAULT 0,
    duplicates_in_file bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0,
    warnings bigint NOT NULL DEFAULT 0,
    fraction double precision NOT NULL DEFAULT 0,
    attempts smallint NOT NULL DEFAULT 0,
    lease_until timestamptz,
    error_code text,
    error_message text,
    created_by bigint REFERENCES users (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz
);
CREATE INDEX import_jobs_open ON import_jobs (id) WHERE status IN ('queued', 'running');

CREATE TABLE import_pieces (
    job_id bigint NOT NULL REFERENCES import_jobs (id) ON DELETE CASCADE,
    place integer NOT NULL,
    data bytea NOT NULL,
    PRIMARY KEY (job_id, place)
);
ALTER TABLE import_pieces ALTER COLUMN data SET STORAGE EXTERNAL;

-- Rejected lines, and lines that were taken with a warning.
CREATE TABLE import_lines (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id bigint NOT NULL REFERENCES import_jobs (id) ON DELETE CASCADE,
    rejected boolean NOT NULL,
    line bigint NOT NULL,
    raw text NOT NULL,
    reason text NOT NULL
);
CREATE INDEX import_lines_job ON import_lines (job_id, rejected, id);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
