"""says."""
