"""The year's work: the notice, the units in scope, the dates, the board."""
