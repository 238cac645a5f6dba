"""Approved targets (批复目标): imported by the bureau, given in the forms, held against what a unit states."""
