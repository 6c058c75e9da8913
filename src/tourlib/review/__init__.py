"""Go through what should be checked, and write each decision to the cohort file.

What is asked and what a decision writes is the same in JupyterLab (``notebook.py``) and in the
terminal (``terminal.py``).
"""
