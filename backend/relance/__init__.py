"""Relance: WhatsApp campaigns on Meta's Cloud API."""
