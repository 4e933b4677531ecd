"""What is done: the reader's findings become events and relations between actors, as the codebook defines them."""

from dragoman.what.component import WhatComponent

__all__ = ["WhatComponent"]
