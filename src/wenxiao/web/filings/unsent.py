"""What a person wrote into a form of a filing that was refused: it stands in the form again on the next page."""

from __future__ import annotations

from django.http import HttpRequest

_WRITTEN = ("text", "agrees", "reason", "note")  # never the password
_MOST = 5000
_KEY = "unsent"


def keep(request: HttpRequest, pk: int) -> None:
    """Keep what was sent until the page of the filing is shown next."""
    said = {name: request.POST[name][:_MOST] for name in _WRITTEN if request.POST.get(name)}
    if said:
        request.session[_KEY] = {"filing": pk, **said}


def taken(request: HttpRequest, pk: int) -> dict[str, str]:
    """Return what was kept for a filing, once."""
    if request.session.get(_KEY, {}).get("filing") != pk:
        return {}
    said = request.session.pop(_KEY)
    return {name: said[name] for name in _WRITTEN if name in said}
