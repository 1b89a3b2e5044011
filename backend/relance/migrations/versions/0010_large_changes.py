"""Changes to hundreds of thousands of rows: deleting a category, importing, cutting names into blocks."""

from relance.migrations.apply import run_sql

revision = "0010"
down_revision = "0009"

CATEGORIES = """
-- Deleted for everybody; the memberships go in chunks (`categories/purge.py`). Those up to `purged_to` are
-- gone. Nobody files a contact under a category without having locked its row, so none are added any more;
-- whoever reads memberships asks for the category. The foreign key would delete half a million rows at once.
CREATE TABLE deleted_categories (
    id bigint PRIMARY KEY,
    purged_to bigint NOT NULL DEFAULT 0,
    deleted_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE category_contacts DROP CONSTRAINT category_contacts_category_id_fkey;

-- The bitmaps of a deleted category go as a whole.
CREATE OR REPLACE FUNCTION note_category_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_contact_bits(2, m.category_id::text, m.ids)
    FROM (SELECT category_id, array_agg(contact_id) AS ids FROM changed_rows GROUP BY 1) m
    WHERE NOT EXISTS (SELECT FROM deleted_categories d WHERE d.id = m.category_id);
    RETURN NULL;
END $$;
"""

TEXTS = """
-- translate() costs 4 us a name, most names need none of it: 100,000 contacts took 3.0 s, and take 0.5.
-- Not STRICT, and the two below not IMMUTABLE, for then the planner may not write them out in the statement.
CREATE OR REPLACE FUNCTION fold_text(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(given) = length(given) THEN lower(given) ELSE lower(translate(given,
        'àáâãäåāăąçćčďđèéêëēėęěğìíîïīįıłñńňòóôõöøōőŕřśšşșťţțùúûüūůűųýÿžźż'
        'ÀÁÂÃÄÅĀĂĄÇĆČĎĐÈÉÊËĒĖĘĚĞÌÍÎÏĪĮİŁÑŃŇÒÓÔÕÖØŌŐŔŘŚŠŞȘŤŢȚÙÚÛÜŪŮŰŲÝŸŽŹŻ',
        'aaaaaaaaacccddeeeeeeeegiiiiiiilnnnoooooooorrsssstttuuuuuuuuyyzzz'
        'aaaaaaaaacccddeeeeeeeegiiiiiiilnnnoooooooorrsssstttuuuuuuuuyyzzz')) END
$$;
ALTER FUNCTION contact_name_key(text, text) STABLE PARALLEL SAFE;
ALTER FUNCTION contact_search_text(text, text, text) STABLE PARALLEL SAFE;
"""

NAME_BLOCKS = """
-- The blocks that are being cut, over many transactions: as those in use, their runs under kind 4. The row of
-- contact_name_cut says for how many contacts; NULL when no cut is under way.
CREATE TABLE contact_name_blocks_next (LIKE contact_name_blocks INCLUDING ALL);
ALTER TABLE contact_name_cut ADD COLUMN next_contacts bigint;

CREATE OR REPLACE FUNCTION make_one_name_block() RETURNS void LANGUAGE sql AS $$
    INSERT INTO contact_name_blocks VALUES (0, '', 0, chr(1114111), 9223372036854775807);
    INSERT INTO contact_name_cut VALUES (0, NULL);
$$;
CREATE OR REPLACE FUNCTION list_no_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE contact_search, contact_bits, contact_bit_buckets, contact_bits_due, contact_name_blocks,
        contact_name_blocks_next, contact_name_cut;
    PERFORM make_one_name_block();
    RETURN NULL;
END $$;
"""


PREFLIGHT = """
-- Hardly anybody: the preflight of a campaign that needs nothing of its contacts reads no contact but these.
CREATE INDEX contacts_without_address ON contacts (id)
    WHERE phone IS NULL AND bsuid IS NULL AND deleted_at IS NULL;
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(CATEGORIES)
    run_sql(TEXTS)
    run_sql(NAME_BLOCKS)
    run_sql(PREFLIGHT)
