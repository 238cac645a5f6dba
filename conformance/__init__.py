"""A conformance suite for readers of Word, web and Excel files: one small real file a trait, ours and its peers alike.

`python -m conformance` tries our reader, `--peers` also those of others that are installed. See docs/conformance.md.
"""
