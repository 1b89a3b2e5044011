"""The wire to Meta's WhatsApp Cloud API: what is sent, what comes back, what each error means.

This package knows no database and no settings; everything it needs is handed to it as an argument.
"""
