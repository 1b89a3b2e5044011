"""Statements on campaigns: create, find, steer."""

CAMPAIGN = """
SELECT c.id, c.name, c.status, c.status_reason, c.status_reason_code, c.status_reason_values,
    c.sender_id, c.template_id, t.name AS template_name,
       t.language AS template_language, t.status AS template_status, c.header, c.buttons, c.variables,
       c.message_2, c.rate_per_s, c.interaction_window_s, c.skip_unreachable, c.consent_only, c.scheduled_at,
       c.created_at,
       c.started_at, c.launched_at, c.completed_at, c.waiting_until,
       ARRAY(SELECT category_id FROM campaign_categories WHERE campaign_id = c.id ORDER BY 1) AS category_ids
FROM campaigns c JOIN templates t ON t.id = c.template_id
WHERE c.id = $1 AND c.deleted_at IS NULL
"""

# Held until the transaction ends: nobody changes the campaign between a check and what follows from it.
LOCK = "SELECT status FROM campaigns WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE"

FIND_BY_KEY = "SELECT id, request_hash FROM campaigns WHERE idempotency_key = $1"

# The hash begins with what makes two campaigns alike and ends with the whole request, so likeness is a
# range of the index.
FIND_ALIKE = """
SELECT id FROM campaigns
WHERE request_hash >= $1 AND request_hash < $1 || '\\xffffffff'::bytea
  AND created_at > $2 AND deleted_at IS NULL
ORDER BY id DESC LIMIT 1
"""

# Locked against deletion until the campaign refers to them.
LOCK_CATEGORIES = "SELECT id FROM categories WHERE id = ANY($1::bigint[]) ORDER BY id FOR KEY SHARE"

CREATE = """
INSERT INTO campaigns (name, status, sender_id, template_id, header, buttons, variables, message_2,
    rate_per_s, interaction_window_s, skip_unreachable, scheduled_at, consent_only,
    idempotency_key, request_hash, created_by, created_by_key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
RETURNING id
"""

ADD_CATEGORIES = """
INSERT INTO campaign_categories (campaign_id, category_id) SELECT $1, unnest($2::bigint[])
"""

# The highest contact id of the chosen categories, by one index probe each; NULL when all are empty.
HIGHEST_CONTACT = """
SELECT max(newest.contact_id) FROM campaign_categories c CROSS JOIN LATERAL (
    SELECT contact_id FROM category_contacts WHERE category_id = c.category_id
    ORDER BY contact_id DESC LIMIT 1) newest
WHERE c.campaign_id = $1
"""

START = """
UPDATE campaigns SET status = 'preparing', status_reason = NULL, status_reason_code = NULL,
    status_reason_values = NULL, launch_cursor = 0, launch_until = $3,
    started_at = now(), updated_at = now()
WHERE id = $1 AND status = ANY($2::text[]) AND deleted_at IS NULL RETURNING id
"""

PAUSE = """
UPDATE campaigns SET status = 'paused', status_reason = NULL, status_reason_code = NULL,
    status_reason_values = NULL, updated_at = now()
WHERE id = $1 AND status = ANY($2::text[]) AND deleted_at IS NULL RETURNING id
"""

RESUME = """
UPDATE campaigns SET status = CASE WHEN launched_at IS NULL THEN 'preparing' ELSE 'sending' END,
    status_reason = NULL, status_reason_code = NULL, status_reason_values = NULL,
    resumed_at = now(), updated_at = now()
WHERE id = $1 AND status = ANY($2::text[]) AND deleted_at IS NULL RETURNING id
"""

STOP = """
UPDATE campaigns SET status = 'stopped', status_reason = NULL, status_reason_code = NULL,
    status_reason_values = NULL, updated_at = now()
WHERE id = $1 AND status = ANY($2::text[]) AND deleted_at IS NULL RETURNING id
"""
