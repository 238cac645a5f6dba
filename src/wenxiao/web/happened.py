"""What has happened, for whoever wants to know: sent within the transaction of the act itself.

So that a part that writes messages, or counts, knows of the parts that people work with, and never the other way.
"""

from __future__ import annotations

from django.dispatch import Signal

filing_acted = Signal()
"""An act on a filing. Sends `held` (after the act), `name` (of the act), `version` (None: there is none yet), `source`
(the state before), `reason`, `by`."""

round_opened = Signal()
"""A round was opened, or units were added to it. Sends `opened` (the round) and `by`."""

round_closed = Signal()
"""A round was closed. Sends `closed` (the round)."""

task_failed = Signal()
"""A background task failed for good. Sends `task`, and `why` in a sentence."""
