"""Names of the jobs of campaigns, for those who enqueue them and for those who run them."""

LAUNCH = "campaigns.launch"
EXPIRE = "campaigns.check_expired_interactions"
TICK = "campaigns.tick"
REQUEUE = "campaigns.requeue"
SQUASH = "counts.squash"
PROBE = "senders.probe_blocked"
RENEW_MEDIA = "templates.renew_media"
