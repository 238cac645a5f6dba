"""What a person wrote into a form of a filing that was refused: it stands in the form again on the next page."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

_WRITTEN = ("text", "agrees", "reason", "note")  # never the password
_MOST = 5000
_KEY = "unsent"
_NEEDS = {"opinion": "opine"}  # what a person must be able to do to see the form of an act, where it is not its name


def keep(request: HttpRequest, pk: int) -> None:
    """Keep what was sent until the page of the filing is shown next."""
    match = request.resolver_match
    act = (match.url_name or "").removeprefix("filing-") if match is not None else ""
    said = {name: request.POST[name][:_MOST] for name in _WRITTEN if request.POST.get(name)}
    if said:
        request.session[_KEY] = {"filing": pk, "act": act, "said": said}


def taken(request: HttpRequest, pk: int) -> dict[str, dict[str, str]]:
    """Return what was kept for a filing by the act whose form it was written into, once."""
    kept = request.session.get(_KEY, {})
    if kept.get("filing") != pk:
        return {}
    del request.session[_KEY]
    return {kept["act"]: kept["said"]}


def without_form(kept: Mapping[str, Mapping[str, str]], can: Mapping[str, bool]) -> str:
    """Return what was written into a form that the page does not have any more, to be copied from there."""
    lost = [said for act, said in kept.items() if not can.get(_NEEDS.get(act, act), False)]
    return "\n".join(text for said in lost for name, text in said.items() if name != "agrees")
