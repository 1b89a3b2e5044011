"""People and access: installation, users, keys, senders, templates, contacts, categories."""

from relance.migrations.apply import run_sql

revision = "0001"
down_revision = None

SQL = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- One row. `id` stands in every echo we give to Meta, so that a restored or copied database never takes
-- another one's statuses for its own; `birthplace` tells that the database was restored somewhere else.
CREATE TABLE installation (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    id text NOT NULL DEFAULT left(replace(gen_random_uuid()::text, '-', ''), 12),
    birthplace text NOT NULL,
    timezone text NOT NULL DEFAULT 'UTC',
    created_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO installation (birthplace)
SELECT system_identifier || '/' || (SELECT oid FROM pg_database WHERE datname = current_database())
FROM pg_control_system();

CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    username text NOT NULL,
    password_hash text NOT NULL,
    role text NOT NULL CHECK (role IN ('super_admin', 'admin')),
    created_at timestamptz NOT NULL DEFAULT now(),
    last_login_at timestamptz,
    disabled_at timestamptz
);
CREATE UNIQUE INDEX users_username ON users (lower(username));

CREATE TABLE api_keys (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    key_hash bytea NOT NULL UNIQUE,
    created_by bigint REFERENCES users (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    expires_at timestamptz,
    revoked_at timestamptz
);

-- A WhatsApp business account. Blocked: nothing of it leaves until `blocked_until`, or, without one,
-- until a person has mended the cause.
CREATE TABLE accounts (
    waba_id text PRIMARY KEY,
    blocked_at timestamptz,
    blocked_until timestamptz,
    blocked_code integer,
    blocked_reason text
);

CREATE TABLE senders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    phone_number_id text NOT NULL UNIQUE,
    waba_id text NOT NULL REFERENCES accounts (waba_id),
    display_phone_number text,
    verified_name text,
    quality_rating text,
    messaging_limit text,
    status text,
    rate_per_s double precision CHECK (rate_per_s > 0),
    throttled_rate_per_s double precision,
    throttled_at timestamptz,
    blocked_at timestamptz,
    blocked_until timestamptz,
    blocked_code integer,
    blocked_reason text,
    synced_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE templates (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    waba_id text NOT NULL REFERENCES accounts (waba_id),
    meta_id text,
    name text NOT NULL,
    language text NOT NULL,
    category text,
    status text NOT NULL,
    parameter_format text NOT NULL DEFAULT 'POSITIONAL',
    components jsonb NOT NULL,
    quality text,
    rejected_reason text,
    blocked_at timestamptz,
    blocked_until timestamptz,
    blocked_code integer,
    blocked_reason text,
    synced_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (waba_id, name, language)
);

CREATE TABLE contacts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    phone text CHECK (phone ~ '^[+][0-9]{5,20}$'),
    bsuid text,
    parent_bsuid text,
    wa_id text,
    first_name text,
    last_name text,
    attributes jsonb NOT NULL DEFAULT '{}',
    whatsapp_verified boolean,
    verified_at timestamptz,
    -- The first day a send to this contact failed as "not on WhatsApp"; a second day makes it false.
    undeliverable_on date,
    opted_out_at timestamptz,
    opted_out_reason text,
    created_by bigint REFERENCES users (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
) WITH (fillfactor = 90);
CREATE UNIQUE INDEX idx_contacts_phone ON contacts (phone) WHERE phone IS NOT NULL;
CREATE UNIQUE INDEX idx_contacts_bsuid ON contacts (bsuid) WHERE bsuid IS NOT NULL;
CREATE UNIQUE INDEX idx_contacts_wa_id ON contacts (wa_id) WHERE wa_id IS NOT NULL;
CREATE INDEX idx_contacts_whatsapp_verified ON contacts (whatsapp_verified, id);

-- Opt-outs by identity (`phone:+229…`, `wa:229…`, `bsuid:BJ.…`): they outlive deletion and import.
-- `at` is Meta's time or the operator's click; only a later one changes the row.
CREATE TABLE suppressions (
    identity text PRIMARY KEY,
    opted_out boolean NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE categories (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    color text NOT NULL DEFAULT '#228be6' CHECK (color ~ '^#[0-9a-f]{6}$'),
    created_by bigint REFERENCES users (id),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX categories_name ON categories (lower(name));

CREATE TABLE category_contacts (
    category_id bigint NOT NULL REFERENCES categories (id) ON DELETE CASCADE,
    contact_id bigint NOT NULL REFERENCES contacts (id),
    CONSTRAINT idx_category_contacts_category PRIMARY KEY (category_id, contact_id)
);
CREATE INDEX idx_category_contacts_contact ON category_contacts (contact_id);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
