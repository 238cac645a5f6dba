"""What an attacker has: a crawler over all that a person can open, text that breaks out, and a picture of the database.

Everything walks the routes and the tables as they are, so that what is added later is attacked too.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from district import District
from django.apps import apps
from django.db.models import CharField, TextField
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, URLPattern, get_resolver, resolve, reverse

from wenxiao.web.filings.models import Record

MISSING = 987_654_321
BREAKS_OUT = "=HYPERLINK(1)\"'></textarea></title></script><xssmark onx=1>{{ 7|add:1 }}&lt;xssmark&gt;"
UNCHANGED = "=HYPERLINK(1)"
_UNFOLDED = 3  # of the views of one page that differ by which of its hundreds of items is unfolded
_TRANSIENT = ("sessions.", "audit.", "guard.", "people.signedin", "contenttypes.", "auth.")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


class Browser(Client):
    """A browser that looks at the headers of every answer, whatever it asked for."""

    def request(self, **asked: Any) -> Any:
        """Ask, and hold the answer to what every answer has to carry."""
        answer = super().request(**asked)
        where = asked.get("PATH_INFO")
        for name, value in _HEADERS.items():
            assert answer.headers.get(name) == value, (where, name)
        policy = answer.headers.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy, where
        assert "frame-ancestors 'none'" in policy, where
        assert "unsafe" not in policy, where
        return answer


def browser(district: District, name: str, **options: Any) -> Browser:
    """Return such a browser of a person who has signed in."""
    made = Browser(**options)
    made.cookies = district.client(name).cookies
    return made


class _Links(HTMLParser):
    """The addresses, forms and forbidden things of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.broken: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "xssmark" or any(name.startswith("on") for name in said):
            self.broken.append(f"{tag} {said}")
        if said.get("href", "").strip().lower().startswith(("javascript:", "vbscript:", "data:text")):
            self.broken.append(said["href"])
        if tag in ("a", "link"):
            self.links.append(said.get("href", ""))
        elif tag == "form":
            self.forms.append((said.get("action", "") if said.get("method", "get") == "post" else "", {}))
        elif tag in ("input", "select", "textarea", "button") and self.forms and said.get("name"):
            self.forms[-1][1][said["name"]] = said.get("value", "")


class Seen(NamedTuple):
    """What a person can open: the answer of each address, and where the forms are sent, with their fields."""

    pages: dict[str, tuple[int, str, bytes]]
    forms: dict[str, dict[str, str]]

    def addresses(self) -> list[str]:
        """Return all addresses, of pages and of forms."""
        return list(dict.fromkeys((*self.pages, *self.forms)))


def crawl(client: Client, most: int = 400) -> Seen:
    """Follow every link from the home page, and open every route that takes no key."""
    waiting = deque(["/", *(address for _, address in without_keys())])
    seen = Seen({}, {})
    known: set[str] = set()
    unfolded: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        if shape(address) in known or not ours(address):
            continue
        known.add(shape(address))
        unfolded[folded(address)] += 1
        if unfolded[folded(address)] > _UNFOLDED:
            continue
        answer = client.get(address)
        page = content(answer)
        seen.pages[address] = (answer.status_code, answer.headers.get("Content-Type", ""), page)
        assert len(seen.pages) < most, "a crawl without end"
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            found = read(page)
            waiting.extend(
                urldefrag(urljoin(address, link))[0] for link in (*found.links, answer.headers.get("Location", ""))
            )
            for action, fields in found.forms:
                seen.forms.setdefault(urljoin(address, action), fields)
    return seen


def content(answer: HttpResponseBase) -> bytes:
    """Return the body of an answer, streamed or not."""
    return b"".join(answer) if answer.streaming else bytes(getattr(answer, "content", b""))


def read(page: bytes) -> _Links:
    """Return what stands in a page."""
    found = _Links()
    found.feed(page.decode())
    return found


def ours(address: str) -> bool:
    """Tell whether an address is one of this site, apart from its static files and from leaving it."""
    said = urlsplit(address)
    return not said.netloc and not said.scheme and said.path.startswith("/") and not said.path.startswith("/static/")


def shape(address: str) -> str:
    """Return an address without what the pages of a list differ by."""
    return re.sub(r"page=\d+", "page", address)


def folded(address: str) -> str:
    """Return an address without the digest that says which item of a page is unfolded; the path stays whole."""
    path, mark, query = address.partition("?")
    return path + mark + re.sub(r"=[0-9a-f]{32,}", "=digest", query)


def patterns() -> Iterator[URLPattern]:
    """Yield all routes that have a name."""
    for one in get_resolver().url_patterns:
        if isinstance(one, URLPattern) and one.name:
            yield one


def without_keys() -> list[tuple[str, str]]:
    """Return the routes that take nothing, with their addresses."""
    return [(one.name or "", reverse(one.name or "")) for one in patterns() if not one.pattern.converters]


def filled(record: Record | None) -> dict[str, str]:
    """Return an address for every route: with the keys of a filing, or (None) with keys of nothing."""
    made = {}
    for one in patterns():
        keys: dict[str, object] = {}
        for name, converter in one.pattern.converters.items():
            number = MISSING if record is None else _key(one.name or "", name, record)
            keys[name] = number if "Int" in type(converter).__name__ else "csv"
        made[one.name or ""] = reverse(one.name or "", kwargs=keys)
    return made


def _key(route: str, name: str, record: Record) -> int:
    if name != "pk":
        return 1
    return record.round_id if route.startswith(("round", "board")) else record.pk


def elsewhere(address: str) -> str | None:
    """Return an address with keys of nothing in the place of its keys; None if it takes none, or is no route."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    numbers = {name: MISSING for name, value in found.kwargs.items() if isinstance(value, int)}
    return reverse(found.view_name, kwargs={**found.kwargs, **numbers}) if numbers else None


def picture() -> dict[str, list[dict[str, Any]]]:
    """Return all that is kept, apart from sessions and logs."""
    return {
        one._meta.label_lower: [
            {name: value for name, value in row.items() if name != "last_login"}
            for row in one._default_manager.order_by("pk").values()
        ]
        for one in apps.get_models()
        if not one._meta.label_lower.startswith(_TRANSIENT)
    }


def written_fields() -> Iterator[tuple[Any, str, int | None]]:
    """Yield each model and field in which words of a person may stand, with how many signs it holds."""
    for model in apps.get_models():
        if model._meta.label_lower.startswith(_TRANSIENT):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField | TextField) and not field.choices and not field.unique:
                yield model, field.name, field.max_length


def untokened(page: bytes) -> str:
    """Return a page without the token of its forms, which is another one each time."""
    return re.sub(r'value="[0-9A-Za-z]{64}"', "", page.decode(errors="replace"))
