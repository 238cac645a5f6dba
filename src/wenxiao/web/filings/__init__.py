"""A unit's filing in a round: versions, the draft, opinions, the signature, hand-over, return, acceptance."""
