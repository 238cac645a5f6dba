"""Findings as a person or a program reads them: text for the terminal, JSON for others."""
