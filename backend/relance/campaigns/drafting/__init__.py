"""Before a campaign starts: written, changed, looked over, tried on one's own phone."""
