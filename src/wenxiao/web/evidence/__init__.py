"""佐证资料: files that bear out what a filing says, bound to an indicator or to the whole filing."""
