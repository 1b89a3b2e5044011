"""Images of templates and messages: stored here, uploaded to Meta, renewed in time."""
