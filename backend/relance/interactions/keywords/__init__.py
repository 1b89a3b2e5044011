"""How a person says STOP, and START: lists of words, and what may stand around them."""
