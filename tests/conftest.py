"""Settings of all tests."""

from hypothesis import settings

# How long an example takes is the benchmarks' affair: on a busy machine a deadline fails for nothing.
settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")
