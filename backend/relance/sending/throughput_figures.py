"""The figures of the control of a number's rate; how they were found: docs/decisions/0008."""

WINDOW_S = 1.0
"""Meta counts by the second: what was taken in the second before a cut is about what it takes."""

TOLERATED = 0.02
"""Share of refusals above the noise that is no reason to slow down."""
ALARM = 3.0
"""So many refusals more than tolerated, and the rate is cut."""
FLOOD = 6
"""So many refusals in a row, or more than tolerated and half of all: at least halve the rate."""

BELOW = 0.8
"""A cut goes this far below the ceiling it suspects, to see whether the refusals end there."""

HOLD = 0.97
"""Share of a known ceiling at which the rate stands before it looks for more."""

HOLD_FIRST_S, HOLD_S = 16.0, 30.0
"""How long, counted in time of sending: longer each time that it finds nothing."""

APPROACH = 0.2
"""Share of the ceiling per second by which the rate comes near it."""
PROBE, PROBE_DOUBLES_S = 0.01, 5.0
"""Share of the ceiling gained in the first second of looking for more; when it is gained twice as fast."""

DOUBLES_S = 0.6
"""A rate far below anything known doubles in this time."""
FREE_NOISE = 0.05
"""Noise up to this is learnt by the way; more needs a trial."""

PROOF_LASTS_S = 60.0
"""What a trial said of noise is tried again after so much time of sending."""
STORM = 0.9
"""So large a share refused is a storm, not a ceiling."""
STORM_RATE = 2.0
STORM_SLOWEST, STORM_SLOWS_AFTER_S = 1.0, 10.0
AFTER_STORM = 0.1
"""The first message taken after a storm brings back this share of the rate that is set; then it doubles."""
