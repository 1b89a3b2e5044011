"""The edge: what all routes share, and all that knows FastAPI without being a route."""
