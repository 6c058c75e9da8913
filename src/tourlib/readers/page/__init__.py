"""Tables without rules, recognised by the positions of words in laid-out text and on the pages of a PDF."""
