"""Names of the jobs of campaigns that are enqueued by hand; all others stand in `upkeep/plan.py`."""

LAUNCH = "campaigns.launch"
TICK = "campaigns.tick"
