"""Statements that change, copy and delete campaigns."""

CHANGE = """
UPDATE campaigns SET name = $2, status = $3, sender_id = $4, template_id = $5, header = $6, buttons = $7,
    variables = $8, message_2 = $9, rate_per_s = $10, interaction_window_s = $11, skip_unreachable = $12,
    scheduled_at = $13, consent_only = $14, status_reason = NULL, status_reason_code = NULL,
    status_reason_values = NULL, updated_at = now()
WHERE id = $1
"""

LEAVE_CATEGORIES = """
DELETE FROM campaign_categories WHERE campaign_id = $1 AND NOT category_id = ANY($2::bigint[])
"""

JOIN_CATEGORIES = """
INSERT INTO campaign_categories (campaign_id, category_id) SELECT $1, unnest($2::bigint[])
ON CONFLICT DO NOTHING
"""

DUPLICATE = """
WITH made AS (
    INSERT INTO campaigns (name, sender_id, template_id, header, buttons, variables, message_2, rate_per_s,
        interaction_window_s, skip_unreachable, consent_only, request_hash, created_by, created_by_key)
    SELECT $2, sender_id, template_id, header, buttons, variables, message_2, rate_per_s,
        interaction_window_s, skip_unreachable, consent_only, '', $3, $4
    FROM campaigns WHERE id = $1 AND deleted_at IS NULL
    RETURNING id
), filed AS (
    INSERT INTO campaign_categories (campaign_id, category_id)
    SELECT made.id, k.category_id FROM made CROSS JOIN campaign_categories k WHERE k.campaign_id = $1
)
SELECT id FROM made
"""

# Never started, never tested: nothing refers to it.
DELETE_NEW = """
DELETE FROM campaigns WHERE id = $1 AND started_at IS NULL AND status IN ('draft', 'scheduled')
  AND NOT EXISTS (SELECT FROM campaigns t WHERE t.test_of = $1)
RETURNING id
"""

# The key may be used again: the campaign that it stands for is gone.
HIDE = """
UPDATE campaigns SET deleted_at = now(), idempotency_key = NULL, updated_at = now()
WHERE id = $1 OR test_of = $1
"""

# What never started has nothing in the queue; the tests of a campaign end with it.
CANCEL_TESTS = """
UPDATE campaigns SET status = 'stopped', updated_at = now()
WHERE test_of = $1 AND status IN ('preparing', 'sending', 'paused')
"""
