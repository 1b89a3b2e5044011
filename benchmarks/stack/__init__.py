"""All processes of one version of the code, measured from outside. See `sending.py` and `whole_life.py`."""
