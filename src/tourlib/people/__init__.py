"""Recognise names and posts of people in a printed text, and distinguish them from agencies and offices."""
