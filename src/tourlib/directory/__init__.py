"""The directory of agencies, and what a printed name of an agency or post is in it."""
