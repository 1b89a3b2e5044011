"""Campaigns, messages, the send queue, interactions, parked webhooks, health."""

from relance.migrations.apply import run_sql

revision = "0002"
down_revision = "0001"

SQL = """
CREATE TABLE campaigns (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    status text NOT NULL DEFAULT 'draft' CHECK (status IN
        ('draft', 'scheduled', 'preparing', 'sending', 'paused', 'completed', 'failed', 'stopped')),
    status_reason text,
    sender_id bigint NOT NULL REFERENCES senders (id),
    template_id bigint NOT NULL REFERENCES templates (id),
    header jsonb,
    buttons jsonb NOT NULL DEFAULT '{}',
    variables jsonb NOT NULL DEFAULT '{}',
    message_2 jsonb,
    rate_per_s double precision CHECK (rate_per_s > 0),
    interaction_window_s integer NOT NULL CHECK (interaction_window_s > 0),
    scheduled_at timestamptz,
    -- Launch walks contact ids from `launch_cursor` to `launch_until`, the highest id at the start.
    launch_cursor bigint NOT NULL DEFAULT 0,
    launch_until bigint,
    started_at timestamptz,
    launched_at timestamptz,
    completed_at timestamptz,
    idempotency_key text,
    request_hash bytea NOT NULL,
    created_by bigint REFERENCES users (id),
    created_by_key bigint REFERENCES api_keys (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);
CREATE UNIQUE INDEX campaigns_idempotency_key ON campaigns (idempotency_key)
    WHERE idempotency_key IS NOT NULL;
CREATE INDEX campaigns_open ON campaigns (id)
    WHERE status IN ('scheduled', 'preparing', 'sending', 'paused', 'stopped');
CREATE INDEX campaigns_request_hash ON campaigns (request_hash, created_at);

CREATE TABLE campaign_categories (
    campaign_id bigint NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    category_id bigint NOT NULL REFERENCES categories (id),
    PRIMARY KEY (campaign_id, category_id)
);
CREATE INDEX campaign_categories_category ON campaign_categories (category_id);

-- No index below may mention `status`, not even as a predicate: updates to delivered and read are HOT
-- that way, a quarter of the CPU and of the WAL (docs/decisions). `sending` is never written: a leased
-- batch says it.
CREATE TABLE messages (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id bigint NOT NULL REFERENCES campaigns (id),
    contact_id bigint NOT NULL REFERENCES contacts (id),
    sender_id bigint NOT NULL,  -- the campaign's; a foreign key would cost a launch 3 µs a row for nothing
    message_type text NOT NULL CHECK (message_type IN ('message_1', 'message_2')),
    status text NOT NULL CHECK (status IN ('pending', 'held', 'sent', 'delivered', 'read', 'failed',
        'unknown', 'cancelled', 'no_interaction')),
    -- The attempt that is next, under way, or was the last. Stands in the echo.
    attempt smallint NOT NULL DEFAULT 1,
    -- How many attempts ended in a transient error of this row; errors of the number cost none.
    retries smallint NOT NULL DEFAULT 0,
    wamid text,
    -- Message 1: the values of the template, by name. Message 2: the finished texts.
    parameters jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    delivered_at timestamptz,
    read_at timestamptz,
    interacted_at timestamptz,
    no_interaction_at timestamptz,
    failed_at timestamptz,
    -- Message 1: end of the interaction window. Message 2: end of the customer service window.
    expires_at timestamptz,
    -- First status webhook of this message: the witness that the intake sees this number's echoes.
    echoed_at timestamptz,
    unknown_at timestamptz,
    revived_at timestamptz,
    cancel_reason text,
    error_code integer,
    error_title text,
    error_details text,
    fbtrace_id text,
    pricing_category text,
    pricing_type text,
    billable boolean,
    CONSTRAINT messages_once UNIQUE (campaign_id, contact_id, message_type)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX idx_messages_campaign ON messages (campaign_id, id);
CREATE INDEX idx_messages_contact ON messages (contact_id, id);
CREATE UNIQUE INDEX idx_messages_whatsapp_message_id ON messages (wamid) WHERE wamid IS NOT NULL;
CREATE INDEX idx_messages_sent_at ON messages (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX messages_failed ON messages (campaign_id, id) WHERE failed_at IS NOT NULL;
CREATE INDEX messages_no_interaction ON messages (campaign_id, id) WHERE no_interaction_at IS NOT NULL;
CREATE INDEX messages_interacted ON messages (campaign_id, id) WHERE interacted_at IS NOT NULL;
CREATE INDEX messages_unknown ON messages (unknown_at) WHERE unknown_at IS NOT NULL;
CREATE INDEX messages_expiry ON messages (expires_at)
    WHERE message_type = 'message_1' AND interacted_at IS NULL AND no_interaction_at IS NULL;

-- Wamids a message had before its present one: their statuses still belong to it.
CREATE TABLE message_wamids (
    wamid text PRIMARY KEY,
    message_id bigint NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    attempt smallint NOT NULL,
    replaced_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX message_wamids_message ON message_wamids (message_id);

-- The send queue: one row is the messages of one campaign that its sender sends in about 0.25 s.
CREATE TABLE send_batches (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id bigint NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    sender_id bigint NOT NULL REFERENCES senders (id),
    lane text NOT NULL CHECK (lane IN ('reply', 'bulk', 'settle')),
    due_at timestamptz NOT NULL DEFAULT now(),
    message_ids bigint[] NOT NULL,
    leased_by text,
    lease_until timestamptz,
    -- Settling: the end of the lease under which the messages may have gone out.
    unknown_since timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((leased_by IS NULL) = (lease_until IS NULL))
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);
CREATE INDEX send_batches_due ON send_batches (campaign_id, lane, due_at, id) WHERE lease_until IS NULL;
CREATE INDEX send_batches_leases ON send_batches (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX send_batches_settle ON send_batches (due_at) WHERE lane = 'settle';

CREATE TABLE interactions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    wamid text NOT NULL UNIQUE,
    contact_id bigint NOT NULL REFERENCES contacts (id),
    sender_id bigint NOT NULL REFERENCES senders (id),
    campaign_id bigint REFERENCES campaigns (id),
    message_id bigint REFERENCES messages (id) ON DELETE SET NULL,
    kind text NOT NULL,
    at timestamptz NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    context_wamid text,
    text text,
    payload text,
    content jsonb,
    -- True when it lies inside the window of its Message 1 and so counts for the campaign.
    in_window boolean NOT NULL DEFAULT false,
    -- Set while nothing fits yet: tried again until then, since a reply can outrun our record.
    retry_until timestamptz
);
CREATE INDEX idx_interactions_message ON interactions (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX idx_interactions_campaign ON interactions (campaign_id, id) WHERE campaign_id IS NOT NULL;
CREATE INDEX interactions_contact ON interactions (contact_id, id);
CREATE INDEX interactions_retry ON interactions (retry_until) WHERE retry_until IS NOT NULL;

CREATE TABLE webhook_parked (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest bytea NOT NULL UNIQUE,
    reason text NOT NULL,
    body bytea NOT NULL,
    n bigint NOT NULL DEFAULT 1,
    first_at timestamptz NOT NULL DEFAULT now(),
    last_at timestamptz NOT NULL DEFAULT now(),
    replayed_at timestamptz
);

-- What was counted and dropped at the intake: foreign echoes, strangers, kinds of no use to us.
CREATE TABLE webhook_drops (
    reason text PRIMARY KEY,
    n bigint NOT NULL,
    last_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE processes (
    name text NOT NULL,
    host text NOT NULL,
    pid integer NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    heartbeat_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (name, host, pid)
);
-- Times in which webhooks were refused or nobody listened: no proof of "never echoed" spans one.
CREATE TABLE intake_gaps (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    began_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    reason text NOT NULL
);
CREATE INDEX intake_gaps_ended ON intake_gaps (ended_at);

-- What must be seen by a person: a double, a blocked account, a message unknown for a day.
CREATE TABLE incidents (
    kind text NOT NULL,
    subject text NOT NULL,
    details jsonb NOT NULL DEFAULT '{}',
    n bigint NOT NULL DEFAULT 1,
    first_at timestamptz NOT NULL DEFAULT now(),
    last_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, subject)
);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
