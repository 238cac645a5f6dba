"""Units and their tree, users and their roles, signing in."""
