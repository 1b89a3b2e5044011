"""The fault rig: whole campaigns on real processes and servers, with what goes wrong in real outages.

`make faults` runs every kind of the catalogue, `make faults KIND=name` one. The judge is the ledger of the
simulator: what it accepted, by person and type of message.
"""
