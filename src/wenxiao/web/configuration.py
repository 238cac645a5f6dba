"""What the environment says of an installation. Nothing set: SQLite and files in one folder, tasks in process."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from wenxiao.errors import UsageError
from wenxiao.web.permissions import APART, ROLES

_DATA, _DATABASE, _HOSTS, _DEBUG = "WENXIAO_DATA", "WENXIAO_DATABASE", "WENXIAO_HOSTS", "WENXIAO_WEB_DEBUG"
_HTTPS, _PROXIES, _TOTP, _TASKS = "WENXIAO_HTTPS", "WENXIAO_PROXIES", "WENXIAO_TOTP", "WENXIAO_TASKS"
_HERE = ("127.0.0.1", "::1")
_SECRET, _EARLIER, _SECRET_LENGTH = "secret", "secret.previous", 50


@dataclass(frozen=True)
class Configuration:
    """One installation: where its data lies, which database it uses, under which names it answers.

    `https` says that a server in front (nginx) speaks TLS and tells us so; `proxies` are the addresses of such servers,
    whose word on where a request came from is taken. `totp` are the roles that have to sign in with an app's code too.
    `tasks_here`: the server runs the background tasks itself.
    """

    data: Path
    database: str
    hosts: tuple[str, ...]
    debug: bool
    https: bool = False
    proxies: tuple[str, ...] = ()
    totp: frozenset[str] = frozenset()
    tasks_here: bool = True

    @property
    def embedded(self) -> bool:
        """Whether the database is the SQLite file in the data folder."""
        return not self.database


def from_environment() -> Configuration:
    """Return the configuration: WENXIAO_DATA, WENXIAO_DATABASE (postgresql://…), WENXIAO_HOSTS (a,b),
    WENXIAO_HTTPS (1 behind a server that speaks TLS), WENXIAO_PROXIES (its addresses, else this machine's own),
    WENXIAO_TOTP (all, administrators, voluntary, or roles a,b), WENXIAO_TASKS (worker: tasks are run by
    `wenxiao manage work` only). Raises UsageError for what it does not know.
    """
    data = Path(os.environ.get(_DATA) or Path.home() / ".wenxiao")
    hosts, https = _list(_HOSTS), os.environ.get(_HTTPS) == "1"
    return Configuration(
        data=data,
        database=os.environ.get(_DATABASE, ""),
        hosts=hosts or ("localhost", "127.0.0.1", "[::1]"),
        debug=os.environ.get(_DEBUG) == "1",
        https=https,
        proxies=_list(_PROXIES) or (_HERE if https else ()),
        totp=_roles_with_codes("administrators" if https else "voluntary"),
        tasks_here=_tasks_here(),
    )


def _roles_with_codes(otherwise: str) -> frozenset[str]:
    """Return the roles that need codes. A trial on one machine, which has no TLS, demands none of its own accord."""
    said = os.environ.get(_TOTP, "").strip() or otherwise
    groups = {"all": tuple(ROLES), "administrators": APART, "voluntary": ()}
    wanted = groups.get(said, _list(_TOTP))
    unknown = "、".join(one for one in wanted if one not in ROLES)
    if unknown or not (wanted or said in groups):
        raise UsageError(
            f"{_TOTP} 里的 {unknown or said} 不认识，请写 all（人人）、administrators（三员）、voluntary（自愿），"
            f"或用逗号分开的角色：{'、'.join(ROLES)}。"
        )
    return frozenset(wanted)


def _tasks_here() -> bool:
    said = os.environ.get(_TASKS, "")
    if said not in ("", "worker"):
        raise UsageError(f"{_TASKS} 只能写 worker（后台任务由 wenxiao manage work 运行）或不写，写的是“{said}”。")
    return not said


def _list(name: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in os.environ.get(name, "").split(",") if one.strip())


def databases(configuration: Configuration) -> dict[str, dict[str, object]]:
    """Return Django's DATABASES. Raises UsageError for an address that is none."""
    if configuration.embedded:
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
        name = configuration.data / "wenxiao.sqlite3"
        return {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": options}}
    address = urlsplit(configuration.database)
    if address.scheme not in ("postgresql", "postgres"):
        raise UsageError(
            f"{_DATABASE} 应写成 postgresql://用户:口令@主机:端口/库名，写的是 {address.scheme or '空'}://…"
        )
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(address.path.lstrip("/")),
            "USER": unquote(address.username or ""),
            "PASSWORD": unquote(address.password or ""),
            # a socket's folder stands after the question mark, as for libpq: postgresql:///name?host=/run/postgresql
            "HOST": unquote(address.hostname or "") or parse_qs(address.query).get("host", [""])[0],
            "PORT": address.port or "",
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    }


def secret_key(data: Path) -> str:
    """Return the installation's secret, made once and readable by its owner only."""
    path = data / _SECRET
    if not path.is_file():
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = _written(path.with_suffix(f".{os.getpid()}"), secrets.token_urlsafe(_SECRET_LENGTH))
        try:
            os.link(made, path)  # of two processes that start at once, one wins and both read the same
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text(encoding="utf-8")


def earlier_keys(data: Path) -> list[str]:
    """Return the secret before the present one, while it is still there: what it sealed and signed still counts."""
    path = data / _EARLIER
    return [path.read_text(encoding="utf-8")] if path.is_file() else []


def renew_secret(data: Path) -> tuple[str, str]:
    """Put a new secret in the place of the present one, which is kept beside it; return the new and the old."""
    old, new = secret_key(data), secrets.token_urlsafe(_SECRET_LENGTH)
    _written(data / f"{_EARLIER}.{os.getpid()}", old).replace(data / _EARLIER)
    _written(data / f"{_SECRET}.{os.getpid()}", new).replace(data / _SECRET)
    return new, old


def _written(path: Path, text: str) -> Path:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    return path
