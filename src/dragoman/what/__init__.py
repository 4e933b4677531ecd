"""what."""
