"""Stands in for the reading of a shard in another process: a page called poison kills the process that reads it."""

from __future__ import annotations

import os
import signal

from dragoman.run.shards import read_shard


def whole(shard, published):
    if any("poison" in task.source.path for task in shard):
        os.kill(os.getpid(), signal.SIGKILL)
    return list(read_shard(shard, published, 1))
