"""A person's inbox, and urging from the board."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from wenxiao.web.inbox import urging
from wenxiao.web.inbox.addressees import visible
from wenxiao.web.people.views import person
from wenxiao.web.rounds.models import Round

_A_PAGE = 30


def inbox(request: HttpRequest) -> HttpResponse:
    """Show a person's messages, the latest first."""
    found = visible(person(request))
    if "unread" in request.GET:
        found = found.filter(read=None)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "inbox.html", {"page": page, "only": "unread" in request.GET})


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a message as read and go where it leads."""
    held = visible(person(request)).filter(pk=pk).first()
    if held is None:
        raise Http404
    if held.read is None:
        held.read = timezone.now()
        held.save(update_fields=["read"])
    return redirect(held.address)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Take all messages as read."""
    visible(person(request)).filter(read=None).update(read=timezone.now())
    return redirect("inbox")


@require_POST
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    """Urge units of a round."""
    round_, said = get_object_or_404(Round, pk=pk), request.POST
    records = urging.chosen(person(request), round_, said.get("which", ""), said.getlist("records"))
    try:
        done = urging.urge(request, round_, records.select_related("unit"), said.get("sentence", "").strip())
    except urging.RefusedError as error:
        messages.error(request, str(error))
        return redirect("board", pk=pk)
    if done.units:
        messages.success(request, f"已催 {done.units} 个单位，消息发给填报人和负责人。")
    if done.already:
        messages.warning(request, f"{done.already} 个单位您今天已经催过，没有再发。")
    if done.nobody:
        messages.warning(request, f"{done.nobody} 个单位没有填报人和负责人的账号，没有人收得到；请系统管理员建账号。")
    return redirect("board", pk=pk)
