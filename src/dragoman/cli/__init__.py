"""The command line: reads the store and prints. `dragoman.cli.main` is the entry point."""

from dragoman.cli.entry import main

__all__ = ["main"]
