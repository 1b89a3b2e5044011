"""People: their phones, ids, opt-outs."""
