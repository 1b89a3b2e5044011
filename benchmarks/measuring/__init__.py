"""The API under load: a server that times itself, a client that costs little. See `speed.py`."""
