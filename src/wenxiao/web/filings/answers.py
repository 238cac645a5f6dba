"""Answers that are not a page of the application: a file to save, a page that stands alone."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.encoding import iri_to_uri


def own_page(page: str) -> HttpResponse:
    """Return a self-contained page; it brings its policy with it, by hashes, in its head."""
    answer = HttpResponse(page)
    answer.headers["Content-Security-Policy"] = "frame-ancestors 'none'; base-uri 'none'"
    return answer


def file_answer(data: bytes, name: str, media: str) -> HttpResponse:
    """Return a file, always as a download, never shown in the browser."""
    answer = HttpResponse(data, content_type=media)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{iri_to_uri(name)}"
    return answer
