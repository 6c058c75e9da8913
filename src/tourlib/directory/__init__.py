"""The directory of agencies, and what a printed name of an agency or post is in it."""

from tourlib.directory.bodies import (
    Agency,
    agencies,
    central_bodies,
    current_name,
    local_governments,
    name_in,
)
from tourlib.directory.resolution import Resolution, rank_of, resolve

__all__ = [
    "Agency",
    "Resolution",
    "agencies",
    "central_bodies",
    "current_name",
    "local_governments",
    "name_in",
    "rank_of",
    "resolve",
]
