"""Where claims are kept: one protocol, and the dossier as one SQLite file behind it."""

from dragoman.store.opening import SCHEMA_VERSION, open_dossier
from dragoman.store.protocol import ActorRow, ClaimFilter, Read, Store
from dragoman.store.sqlite import SqliteStore

__all__ = ["SCHEMA_VERSION", "ActorRow", "ClaimFilter", "Read", "SqliteStore", "Store", "open_dossier"]
