"""Tables → small tidy frames that charts draw and analysts read."""
