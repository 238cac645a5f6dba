"""Keeps the Standards of the rounds that were opened before contents were kept, as far as the program still has them."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec
from django.db import migrations

from wenxiao.errors import StandardError
from wenxiao.standards import contents_of, load
from wenxiao.web import store


def keep(apps: Any, schema_editor: Any) -> None:
    """Keep the content of each Standard that some round is pinned to and the program still brings unchanged."""
    del schema_editor
    content = apps.get_model("pinned", "Content")
    pinned = apps.get_model("rounds", "Round").objects.order_by().values_list("standard", "digest").distinct()
    for name, digest in pinned:
        try:
            pack = load(name)
        except StandardError:
            continue
        if pack.digest == digest:
            files = store.put(msgspec.json.encode(contents_of(name), order="sorted"))
            content.objects.get_or_create(digest=digest, defaults={"standard": name, "files": files})


class Migration(migrations.Migration):
    """Only adds; going back leaves the files, which nothing names then."""

    dependencies: ClassVar = [("pinned", "0001_initial"), ("rounds", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(keep, migrations.RunPython.noop)]
