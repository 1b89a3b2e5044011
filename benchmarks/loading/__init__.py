"""A database as a real system leaves it after a year, made by COPY: see `load.py`."""
