"""Which version of Relance this is."""

VERSION = "0.1.0"
