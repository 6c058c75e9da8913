"""What a person settled about a cohort: ``data/cohorts/<n>.toml``.

Every entry is checked when the report is loaded; one that no longer fits is an error, so that no
decision is lost silently.
"""
