"""What of the evidence a signature stands for: the list of files by number, name and hash, kept with the signature."""

from __future__ import annotations

import hashlib
import json

from wenxiao.web import store
from wenxiao.web.evidence.models import Evidence, Sealed
from wenxiao.web.filings.models import Record, Signature


def listed(held: Record) -> bytes:
    """Return the list of a filing's evidence as canonical JSON, b"" if there is none."""
    fields = ("number", "kind", "name", "digest", "size", "note", "form", "project", "levels")
    rows = sorted(
        Evidence.objects.filter(record=held, removed=None).values(*fields),
        key=lambda one: one["number"],  # not the database's order, which is another one elsewhere
    )
    return json.dumps(rows, ensure_ascii=False, sort_keys=True).encode() if rows else b""


def digest_of(held: Record) -> str:
    """Return the hash of the list of a filing's evidence, "" if there is none."""
    said = listed(held)
    return hashlib.sha256(said).hexdigest() if said else ""


def seal(signature: Signature, held: Record) -> None:
    """Keep with a signature the list of the evidence that stands beside the version."""
    said = listed(held)
    if said:
        Sealed.objects.create(signature=signature, digest=store.put(said), number=len(json.loads(said)))
