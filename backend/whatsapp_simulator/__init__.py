"""A WhatsApp Cloud API to rehearse against: it plays graph.facebook.com and all the phones.

Real HTTP, signed webhooks, people who behave by shares and a seed, faults on demand, and a ledger of
everything accepted. It knows nothing of the program that talks to it.
"""

from .behaviour import QUIET, Behaviour
from .config import BusinessNumber, SimulatorConfig
from .faults import Faults
from .ledger import Accepted, Ledger
from .simulator import Simulator

__all__ = [
    "QUIET",
    "Accepted",
    "Behaviour",
    "BusinessNumber",
    "Faults",
    "Ledger",
    "Simulator",
    "SimulatorConfig",
]
