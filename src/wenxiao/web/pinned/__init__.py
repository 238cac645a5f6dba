"""The Standard of a round as it was when the round began, kept, and going over to another that the program brings."""
