"""The server is killed in the middle of its work: what was acknowledged is there, nothing is there by half."""

from __future__ import annotations

import pytest
from benchmarks.web_kill import run


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_the_server_is_killed() -> None:
    """Five kills at random moments of drafts, uploads, versions and transitions; the log's chain holds after each."""
    outcome = run(5, seed=11)
    assert outcome.faults == ()
    assert outcome.acknowledged["draft"] > 0
