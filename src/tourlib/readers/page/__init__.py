"""Tables without rules, told by where words stand: in laid-out text and on the pages of a PDF."""
