"""核对读数: what was read from an uploaded file, each beside the place it came from, to confirm or correct."""
