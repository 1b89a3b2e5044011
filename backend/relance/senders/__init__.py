"""The operator's WhatsApp numbers and the business accounts they belong to."""
