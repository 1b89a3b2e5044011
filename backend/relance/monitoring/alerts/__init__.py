"""What a person should see to now."""

from relance.monitoring.alerts.alert import Alert
from relance.monitoring.alerts.read import read_alerts

__all__ = ["Alert", "read_alerts"]
