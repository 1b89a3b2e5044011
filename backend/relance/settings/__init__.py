"""Settings that administrators change while Relance runs: where they are kept, changed and read again."""
