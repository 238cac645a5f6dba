"""Template tags of filings."""
