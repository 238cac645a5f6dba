"""Taking a filing off the list of those that are due, and putting it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from wenxiao.web.access import record_for
from wenxiao.web.filings import unsent, work


@require_POST
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """List a filing as not due, with a reason."""
    held = record_for(request.user, pk, "filing.excuse")
    try:
        work.excuse(request, held, request.POST.get("reason", ""))
    except work.RefusedError as error:
        unsent.keep(request, pk)
        messages.error(request, str(error))
    else:
        messages.success(request, "已列为不需报送，不再算未报和逾期；材料都在，可以恢复。")
    return redirect("filing", pk=pk)


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a filing back, with a reason."""
    held = record_for(request.user, pk, "filing.resume")
    try:
        work.resume(request, held, request.POST.get("reason", ""))
    except work.RefusedError as error:
        unsent.keep(request, pk)
        messages.error(request, str(error))
    else:
        messages.success(request, "已恢复报送。")
    return redirect("filing", pk=pk)
