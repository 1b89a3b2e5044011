"""Sessions of users, users that were removed, and the images that were given to Meta."""

from relance.migrations.apply import run_sql

revision = "0005"
down_revision = "0004"

SQL = """
-- A removed user keeps the row: contacts, campaigns and keys say who made them. The name is free again.
ALTER TABLE users ADD COLUMN deleted_at timestamptz;
DROP INDEX users_username;
CREATE UNIQUE INDEX users_username ON users (lower(username)) WHERE deleted_at IS NULL;

-- The token itself is only in the browser's cookie. A session that ended is deleted.
CREATE TABLE sessions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    user_id bigint NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    address text,
    user_agent text
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expires ON sessions (expires_at);

-- The bytes are kept: Meta forgets an image after 30 days, and a campaign may be used for longer.
CREATE TABLE media (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sha256 bytea NOT NULL UNIQUE,
    mime text NOT NULL CHECK (mime IN ('image/jpeg', 'image/png')),
    filename text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    bytes bytea NOT NULL,
    created_by bigint REFERENCES users (id),
    created_at timestamptz NOT NULL DEFAULT now()
);
-- It is compressed already.
ALTER TABLE media ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Meta's id of an image, by the number it was uploaded to. `renew_at` also is the lease of who renews it.
CREATE TABLE media_uploads (
    media_id bigint NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    sender_id bigint NOT NULL REFERENCES senders (id),
    meta_id text NOT NULL,
    uploaded_at timestamptz NOT NULL,
    renew_at timestamptz NOT NULL,
    PRIMARY KEY (media_id, sender_id)
);
CREATE INDEX media_uploads_renew ON media_uploads (renew_at);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
