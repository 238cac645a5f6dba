"""Coverage-guided fuzzing of the readers: whatever the bytes, the end is a Document or a ReadError, and soon."""
