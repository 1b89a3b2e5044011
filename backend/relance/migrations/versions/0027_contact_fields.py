"""The names of the fields that contacts have of their own: noted when the first contact gets one."""

from relance.migrations.apply import run_sql

revision = "0027"
down_revision = "0026"

SQL = """
-- Every name that ever stood in `contacts.attributes`, so that a text of a campaign can be held against them
-- without reading the contacts.
CREATE TABLE contact_fields (name text COLLATE "C" PRIMARY KEY);

-- As in 0009, and the names. A name is written once, by whoever brings it; others only look.
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
    INSERT INTO contact_fields (name)
    SELECT DISTINCT k.name FROM new_rows n CROSS JOIN jsonb_object_keys(n.attributes) AS k (name)
    WHERE NOT EXISTS (SELECT FROM contact_fields f WHERE f.name = k.name)
    ORDER BY 1 ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION list_updated_contacts() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off AS $$
DECLARE
    flagged bigint[];
    renamed bigint[];
    described bigint[];
BEGIN
    SELECT array_agg(n.id) FILTER (WHERE o.flags <> n.flags OR o.deleted_at IS DISTINCT FROM n.deleted_at),
           array_agg(n.id) FILTER (WHERE (o.first_name, o.last_name, o.phone, o.deleted_at)
               IS DISTINCT FROM (n.first_name, n.last_name, n.phone, n.deleted_at)),
           array_agg(n.id) FILTER (WHERE o.attributes IS DISTINCT FROM n.attributes)
    INTO flagged, renamed, described FROM old_rows o JOIN new_rows n USING (id);
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
    IF described IS NOT NULL THEN
        INSERT INTO contact_fields (name)
        SELECT DISTINCT k.name FROM new_rows n CROSS JOIN jsonb_object_keys(n.attributes) AS k (name)
        WHERE n.id = ANY(described) AND NOT EXISTS (SELECT FROM contact_fields f WHERE f.name = k.name)
        ORDER BY 1 ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
