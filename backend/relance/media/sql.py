"""Statements of media."""

MEDIA_COLUMNS = """
    m.id, m.mime, m.filename, m.width, m.height, octet_length(m.bytes) AS size,
    encode(m.sha256, 'hex') AS sha256, m.created_at,
    (SELECT max(u.uploaded_at) FROM media_uploads u WHERE u.media_id = m.id) AS uploaded_at
"""

LIST = f"""
SELECT {MEDIA_COLUMNS} FROM media m WHERE $1::bigint IS NULL OR m.id < $1 ORDER BY m.id DESC LIMIT $2
"""

COUNT = "SELECT count(*) FROM media"

GET = f"SELECT {MEDIA_COLUMNS} FROM media m WHERE m.id = $1"

READ_BYTES = "SELECT mime, filename, sha256, bytes FROM media WHERE id = $1"

EXISTS = "SELECT EXISTS (SELECT FROM media WHERE id = $1)"

FIND_UPLOADED = """
SELECT m.id FROM media m JOIN media_uploads u ON u.media_id = m.id
WHERE m.sha256 = $1 AND u.sender_id = $2 AND u.renew_at > $3
"""

# The same image twice is one row; a second upload of the same moment changes nothing but the name.
STORE = """
INSERT INTO media (sha256, mime, filename, width, height, bytes, created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (sha256) DO UPDATE SET filename = excluded.filename RETURNING id
"""

STORE_UPLOAD = """
INSERT INTO media_uploads (media_id, sender_id, meta_id, uploaded_at, renew_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (media_id, sender_id) DO UPDATE
SET meta_id = excluded.meta_id, uploaded_at = excluded.uploaded_at, renew_at = excluded.renew_at
"""

# The upload from this number, else the newest one of the same account: Meta takes it too.
RESOLVE = """
SELECT u.meta_id FROM media_uploads u JOIN senders s ON s.id = u.sender_id
WHERE u.media_id = $1 AND s.waba_id = (SELECT waba_id FROM senders WHERE id = $2)
ORDER BY u.sender_id = $2 DESC, u.uploaded_at DESC LIMIT 1
"""

# Claimed by a lease ($2) instead of a lock: the upload takes seconds, and no transaction stays open for it.
CLAIM_DUE = """
UPDATE media_uploads u SET renew_at = $2
FROM senders s
WHERE s.id = u.sender_id AND (u.media_id, u.sender_id) = (
    SELECT media_id, sender_id FROM media_uploads WHERE renew_at <= $1
    ORDER BY renew_at, media_id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING u.media_id, u.sender_id, s.phone_number_id
"""
