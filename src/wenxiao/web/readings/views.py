"""The page on which what was read is confirmed or corrected."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from wenxiao.errors import StandardError, WenxiaoError
from wenxiao.web.access import may, record_for
from wenxiao.web.filings.models import Record, Version
from wenxiao.web.filings.titles import standard_by
from wenxiao.web.people.views import person
from wenxiao.web.readings import work
from wenxiao.web.readings.items import Items, items_of
from wenxiao.web.readings.shown import groups_of, summary


def readings(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show what was read, the doubtful first; `open` names the group that is unfolded, `correct` the one item shown."""
    held = record_for(request.user, pk, "filing.view")
    version = _version(held, number)
    only = request.GET.get("correct", "")
    try:
        groups = groups_of(held, version, only)
        how_far = summary(held, version)
    except StandardError as error:
        messages.error(request, str(error))
        return redirect("filing", pk=pk)
    current = held.current_id == version.pk
    context: dict[str, Any] = {
        "held": held,
        "version": version,
        "groups": groups,
        "summary": how_far,
        "only": only,
        "open": _number(request.GET.get("open", "0")),
        "current": current,
        "can_edit": current and may(person(request), "filing.edit", held),
    }
    return render(request, "readings.html", context)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 5 else 0


def _version(held: Record, number: int) -> Version:
    """Return an uploaded version; what was typed here was not read from a file."""
    version = held.versions.filter(number=number, origin="upload").first()
    if version is None:
        raise Http404
    return version


@require_POST
def confirm(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Keep that one reading (`key`), or all of a group that nobody has looked at (`group`), is right."""
    held = record_for(request.user, pk, "filing.edit")
    version = _version(held, number)
    try:
        found = items_of(version, standard_by(held, version))
        group = (
            _group_of(found, request.POST.get("key", ""))
            if "key" in request.POST
            else _number(request.POST.get("group", ""))
        )
        items = _named(found, group)
        if "key" in request.POST:
            items = tuple(item for item in items if item.key == request.POST["key"])
        count = work.confirm(request, held, version, items)
    except WenxiaoError as error:
        messages.error(request, str(error))
        return redirect("filing", pk=pk)
    messages.success(request, f"已确认 {count} 处。")
    return _back(pk, number, group)


def _named(found: Items, number: int) -> tuple[Any, ...]:
    groups = (found.doubtful, *(items for _, items in found.groups))
    return groups[number] if number < len(groups) else ()


def _group_of(found: Items, key: str) -> int:
    groups = (found.doubtful, *(items for _, items in found.groups))
    return next((at for at, items in enumerate(groups) if any(item.key == key for item in items)), 0)


@require_POST
def correct(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Put a correction into the draft."""
    held = record_for(request.user, pk, "filing.edit")
    version = _version(held, number)
    key = request.POST.get("key", "")
    try:
        found = items_of(version, standard_by(held, version))
        item = found.one(key)
        if item is None:
            raise Http404
        where = work.correct(request, held, version, item, request.POST.get("text", ""))
    except WenxiaoError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(f"{reverse('readings', args=[pk, number])}?correct={key}")
    messages.success(request, f"已改在草稿的{where}里；都改好后到在线填报“保存为版本”，改正才成为新的一版。")
    return _back(pk, number, _group_of(found, key))


def _back(pk: int, number: int, group: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(
        reverse("readings", args=[pk, number]) + (f"?open={group}#group-{group}" if group else "")
    )
