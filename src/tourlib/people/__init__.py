"""Names and posts of people in a printed text, told apart from agencies and offices."""
