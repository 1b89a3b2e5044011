"""What of the imports knows the framework: reading an upload while its client is there."""
