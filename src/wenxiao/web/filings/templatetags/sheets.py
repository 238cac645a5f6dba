"""A form on a page, by the renderer that writes it as a web page."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from wenxiao.write import Sheet
from wenxiao.write.html import section

register = template.Library()


@register.filter
def sheet(page: Sheet) -> SafeString:
    """Return a form as a table; every text in it is escaped by the renderer."""
    return mark_safe(section(page))
