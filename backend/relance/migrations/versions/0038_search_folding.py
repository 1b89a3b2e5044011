"""Search folds what people type and what files hold alike, and knows own fields and old numbers."""

from relance.migrations.apply import run_sql

revision = "0038"
down_revision = "0037"

SQL = r"""
-- `contacts/search.py` folds what is searched for in the same way; a test holds both against each other.
-- Apostrophes and what nobody sees go, then accents, composed or not; letters of their own (Yoruba, Fon, Ewe,
-- Vietnamese, ...) become those that people type instead. Most names need none of it.
CREATE OR REPLACE FUNCTION fold_text(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(given) = length(given) AND given !~ '[''`]' THEN lower(given)
    ELSE replace(replace(replace(replace(lower(translate(regexp_replace(
        normalize(translate(given,
            U&'''`\00B4\02B9\02BB\02BC\02BD\02BE\02BF\02C8'
            '\2018\2019\201A\201B\2032\2035\A78B\A78C\FF07\00AD\200B\200C\200D\2060\FEFF', ''), NFKD),
        '[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670'
        '\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g'),
        'đĐðÐɖƉɗƊɓƁɛƐəƏǝƎƒƑɣƔħĦɦıɩƖƙƘłŁŋŊɲƝɔƆøØɵƟƥƤŧŦƭƬʊƱʋƲƴƳʒƷɽɾςΣŒÆẞÞ',
        'ddddddddbbeeeeeeffgghhhiiikkllnnnnooooooppttttuuvvyyzzrrσσœæßþ')),
        'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), 'þ', 'th') END
$$;

-- As whoever has known the number for long still types it (`contacts/phones/renumbered.py`).
CREATE FUNCTION old_phone(phone text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE left(phone, 4)
        WHEN '+229' THEN CASE WHEN phone ~ '^.22901\d{8}$' THEN '229' || substr(phone, 7) END
        WHEN '+225' THEN CASE WHEN phone ~ '^.225(01|05|07|21|25|27)\d{8}$' THEN '225' || substr(phone, 7) END
        WHEN '+237' THEN CASE WHEN phone ~ '^.237[26]\d{8}$' THEN '237' || substr(phone, 6) END
        ELSE CASE WHEN phone ~ '^.55\d\d9\d{8}$' THEN '55' || substr(phone, 4, 2) || substr(phone, 7)
                  WHEN phone ~ '^.52[2-9]\d{9}$' THEN '521' || substr(phone, 4) END
    END
$$;

-- Behind the names the number, the old number, and what own fields say. The length is bounded since the index
-- of names holds the text.
CREATE FUNCTION contact_search_text(first_name text, last_name text, phone text, attributes jsonb)
RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT left(concat_ws(' ', '', left(fold_text(concat_ws(' ', first_name, last_name)), 400),
        substr(phone, 2), old_phone(phone),
        CASE WHEN attributes <> '{}' THEN (
            SELECT fold_text(left(string_agg(left(a.value, 60), ' '), 400))
            FROM jsonb_each_text(attributes) a)
        END), 520)
$$;

CREATE OR REPLACE FUNCTION list_inserted_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fresh bigint[];
BEGIN
    INSERT INTO contact_search (contact_id, name_key, text)
    SELECT id, contact_name_key(first_name, last_name),
           contact_search_text(first_name, last_name, phone, attributes)
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
           array_agg(n.id) FILTER (WHERE (o.first_name, o.last_name, o.phone, o.deleted_at, o.attributes)
               IS DISTINCT FROM (n.first_name, n.last_name, n.phone, n.deleted_at, n.attributes)),
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
            text = contact_search_text(c.first_name, c.last_name, c.phone, c.attributes)
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

-- Which texts are to be written again, from this contact on: done by the folding of the search index, some
-- thousands at a time, while everything else goes on.
CREATE TABLE contact_search_rewrite (next_id bigint NOT NULL);
INSERT INTO contact_search_rewrite SELECT 0 WHERE EXISTS (SELECT FROM contact_search);

UPDATE campaigns SET name = name WHERE name ~ '[^a-zA-Z0-9 ]';
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
