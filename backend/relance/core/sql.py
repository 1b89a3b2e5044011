"""Statements that every process may need: the clock, and advisory locks of the transaction (`locks`)."""

READ_ONLY = "SELECT current_setting('transaction_read_only')"
CLOCK = "SELECT clock_timestamp()"

TAKE = "SELECT pg_advisory_xact_lock($1)"
TAKE_OF = "SELECT pg_advisory_xact_lock($1, $2::int)"
TAKE_SHARED = "SELECT pg_advisory_xact_lock_shared($1)"
TRY = "SELECT pg_try_advisory_xact_lock($1)"
