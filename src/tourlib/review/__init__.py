"""Go through what should be checked, and write each decision to the cohort file.

Questions and decisions are the same in JupyterLab (``notebook.py``) and in the terminal (``terminal.py``).
"""
