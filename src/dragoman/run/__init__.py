"""Where a flow runs: here, in one process or several."""

from dragoman.run.local import Summary, read

__all__ = ["Summary", "read"]
