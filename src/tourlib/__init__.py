"""Study-tour reports (出國報告) as pandas tables."""
