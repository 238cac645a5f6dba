"""The page of the units: the tree, one unit, the import with its preview, the export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from wenxiao.errors import ReadError
from wenxiao.web.people.models import KINDS, Unit, User
from wenxiao.web.people.unit_import import Plan, apply, plan
from wenxiao.web.people.unit_table import HEADINGS, Line, read_units
from wenxiao.web.people.views import person
from wenxiao.web.permissions import reaches
from wenxiao.web.spreadsheets import MEDIA, download
from wenxiao.web.tables import ChangedMeanwhileError, chosen, opened, sealed

_A_PAGE, _DEEPEST = 100, 6
_SALT = "wenxiao.units"


class Row(NamedTuple):
    """A unit in the order of the tree; `indent` is how deep it stands, as far as the page can show it."""

    unit: Unit
    indent: int
    people: int


def units(request: HttpRequest) -> HttpResponse:
    """Show the tree, narrowed by words: the units of one page are read whole, of the others their place alone."""
    words = request.GET.get("q", "").strip()
    if words:
        found = Unit.objects.filter(Q(name__icontains=words) | Q(code__icontains=words))
        places = [(pk, 0) for pk in found.values_list("pk", flat=True)]
    else:
        places = list(_in_order())
    page = Paginator(places, _A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": _rows(list(page.object_list)), "q": words, "total": len(places)}
    may_edit = bool(reaches(person(request).roles, "units.edit"))
    return render(request, "units.html", {**context, "may_edit": may_edit})


def _rows(places: list[tuple[int, int]]) -> list[Row]:
    """Return the units at some places. Two queries."""
    keys = [pk for pk, _ in places]
    units = Unit.objects.in_bulk(keys)
    active = User.objects.filter(is_active=True, unit__in=keys).order_by()
    people = dict(active.values_list("unit_id").annotate(Count("pk")))
    return [Row(units[pk], min(depth, _DEEPEST), people.get(pk, 0)) for pk, depth in places if pk in units]


def _in_order() -> Iterator[tuple[int, int]]:
    """Yield the key and the depth of all units, each followed by those below it. One query."""
    below: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent in Unit.objects.values_list("pk", "parent_id"):
        below[parent].append(pk)
    waiting = [(pk, 0) for pk in reversed(below[None])]
    while waiting:
        pk, depth = waiting.pop()
        yield pk, depth
        waiting += [(one, depth + 1) for one in reversed(below[pk])]


def export(request: HttpRequest, to: str) -> HttpResponse:
    """Return all units as a table that can be imported again."""
    del request
    if to not in MEDIA:
        raise Http404
    units = Unit.objects.in_bulk()
    rows: list[Sequence[object]] = [HEADINGS]
    for unit in (units[pk] for pk, _ in _in_order() if pk in units):
        above = units[unit.parent_id].code if unit.parent_id in units else ""
        rows.append((unit.code, unit.name, above, unit.get_kind_display(), "是" if unit.active else "否"))
    return download(rows, f"单位-{timezone.localdate():%Y%m%d}", to)


def import_page(request: HttpRequest) -> HttpResponse:
    """Take a table and show what it would change, or each fault by its row."""
    if request.method != "POST":
        return render(request, "units_import.html", {"headings": HEADINGS})
    try:
        file = chosen(request, "单位表")
        found = read_units(file.data, file.name)
    except ReadError as error:
        return _faulty(request, [str(error)])
    complete = "complete" in request.POST
    planned = plan(found.lines, complete=complete)
    faults = [*found.faults, *planned.faults]
    if faults:
        return _faulty(request, faults)
    said = [list(line) for line in found.lines]
    token = sealed([said, complete, planned.tree], _SALT)
    context = {"headings": HEADINGS, "plan": planned, "token": token, "read": len(found.lines)}
    return render(request, "units_import.html", context)


def _faulty(request: HttpRequest, faults: list[str]) -> HttpResponse:
    return render(request, "units_import.html", {"headings": HEADINGS, "faults": faults}, status=400)


@require_POST
def import_confirm(request: HttpRequest) -> HttpResponse:
    """Do what the preview showed, all of it or nothing."""
    try:
        said, complete, tree = opened(request.POST.get("plan", ""), _SALT)
        planned = plan([Line(*one) for one in said], complete=complete)
        apply(request, planned._replace(tree=tree))
    except ChangedMeanwhileError as error:
        return _faulty(request, [str(error)])
    messages.success(request, f"已导入：{len(planned.changes)} 个单位有变化。")
    return redirect("units")


def new(request: HttpRequest) -> HttpResponse:
    """Add one unit."""
    return _edited(request, None)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one unit."""
    return _edited(request, get_object_or_404(Unit.objects.select_related("parent"), pk=pk))


def _edited(request: HttpRequest, unit: Unit | None) -> HttpResponse:
    faults: list[str] = []
    if request.method == "POST":
        said = {name: request.POST.get(name, "").strip() for name in ("code", "name", "parent", "kind")}
        said["code"] = unit.code if unit else said["code"]
        active = "active" in request.POST
        planned, faults = _typed(said, unit, active=active)
        if planned is not None and not faults:
            try:
                apply(request, planned)
            except ChangedMeanwhileError as error:
                faults = [str(error)]
            else:
                messages.success(request, f"“{said['name']}”已保存。")
                return redirect("units")
    else:
        above = unit.parent.code if unit and unit.parent else ""
        said = {"code": unit.code, "name": unit.name, "parent": above, "kind": unit.kind} if unit else {"kind": "unit"}
        active = unit.active if unit else True
    context = {"unit": unit, "values": said, "active": active, "faults": faults, "kinds": KINDS}
    return render(request, "unit.html", context, status=400 if faults else 200)


def _typed(said: dict[str, str], unit: Unit | None, *, active: bool) -> tuple[Plan | None, list[str]]:
    """Return the plan of a typed unit, by the same rules as an import."""
    if not said["code"] or not said["name"] or said["kind"] not in dict(KINDS):
        return None, ["单位编码、单位名称和类别都要填。"]
    if len(said["code"]) > 40 or len(said["name"]) > 200:
        return None, ["单位编码至多 40 个字，单位名称至多 200 个字。"]
    if unit is None and Unit.objects.filter(code=said["code"]).exists():
        return None, [f"单位编码 {said['code']} 已经有了，请换一个，或去修改那个单位。"]
    planned = plan([Line(0, said["code"], said["name"], said["parent"], said["kind"], active)], complete=False)
    return planned, list(planned.faults)
