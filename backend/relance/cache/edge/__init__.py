"""What of the cache knows the framework: answers kept in front of the routes, changes that move versions."""
