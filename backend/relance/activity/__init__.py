"""Who did what, on what, from where and when: lines that are added and never changed."""

from relance.activity.actor import Actor, act_as
from relance.activity.acts import Act
from relance.activity.record import Subject, asked_of, differences, record, sample_of

__all__ = ["Act", "Actor", "Subject", "act_as", "asked_of", "differences", "record", "sample_of"]
