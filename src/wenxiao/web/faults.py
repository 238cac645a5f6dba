"""What is said when something is not there, a form was refused, or the program failed: one sentence, and what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wenxiao.web.guard.tally import refused


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here, or nothing for this person: the same words for both."""
    del exception
    return _page(request, 404, "没有这个页面，或者您没有权限看它", "请从首页进入；确需查看的，请联系管理员核对角色。")


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came without its token (a stale page)."""
    del reason
    refused(request, "form.refused")
    return _page(request, 403, "页面停留太久，没有保存", "请返回上一页刷新后再提交；浏览器会保留您填的内容。")


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that a request was none that the program takes: a strange host, too many fields, signs that are no text."""
    del exception
    return _page(request, 400, "这个请求看不懂，没有处理", "请从首页重新进入；确是从本系统的页面发出的，请告诉管理员。")


def too_large(request: HttpRequest) -> HttpResponse:
    """Say that a request is larger than any that the program takes."""
    return _page(request, 413, "发来的内容太大，没有收", "请减少文件，分几次传。")


def too_large_for_a_stranger(request: HttpRequest) -> HttpResponse:
    """Say that whoever has not signed in, or not any more, sends no files."""
    return _page(request, 413, "没有登录，或登录已过期，发来的没有收", "请返回上一页，另开一页登录，再传一次。")


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the program failed; what had been saved stands."""
    return _page(request, 500, "程序出错了", "已保存的内容都在。请稍后再试；仍然出错，请把时间和正在做的事告诉管理员。")


def _page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    return render(request, "fault.html", {"title": title, "advice": advice}, status=status)
