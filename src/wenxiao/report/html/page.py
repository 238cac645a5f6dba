"""One page of the report: template, style and script put together, allowed to load nothing from anywhere."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template

from wenxiao.document import Document
from wenxiao.report.html.items import items, tools
from wenxiao.report.html.marks import marks_of, ordered
from wenxiao.report.html.paper import paper
from wenxiao.report.html.summary import subject, summary, unit_of
from wenxiao.report.result import CheckResult
from wenxiao.report.wording import printable
from wenxiao.version import __version__


def html_report(result: CheckResult, document: Document) -> str:
    """Return the report of one file as one self-contained page of HTML. Equal input gives equal output."""
    findings = ordered(result.findings)
    marks = marks_of(document, findings)
    hide = marks.veil.hide  # over everything that is printed: no field may bring a masked number back
    script = asset("report.js")
    page = Template(asset("report.html")).substitute(
        title=hide(escape(f"{unit_of(result)}　{subject(result)}　核验报告")),
        policy=policy(script),
        style=asset("report.css"),
        script=script,
        summary=hide(summary(document, result, findings, marks)),
        paper=hide(paper(document, result, marks)),
        total=len(findings),
        tools=tools(findings),
        findings=hide(items(findings, marks)),
        version=escape(__version__),
    )
    return printable(page)


@cache
def asset(name: str) -> str:
    """Return a file that lies beside this one."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def policy(script: str = "", style: str | None = None) -> str:
    """Return the content security policy: our own style and script by their hashes, nothing else."""
    sources = [f"style-src '{_hash(asset('report.css') if style is None else style)}'"]
    if script:
        sources.append(f"script-src '{_hash(script)}'")
    return escape(f"default-src 'none'; {'; '.join(sources)}; base-uri 'none'; form-action 'none'")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
