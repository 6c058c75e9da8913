"""The directory of agencies, and the resolution of printed names of agencies and posts."""
