"""Filing → Scorecard: the rule kinds, and the points of every indicator with their reasoning."""
