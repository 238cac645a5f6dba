"""Where each page is. What each needs is in routes.py."""

from __future__ import annotations

from django.urls import path

from wenxiao.web.archives import views as archives
from wenxiao.web.aside import views as aside
from wenxiao.web.audit import views as audit
from wenxiao.web.evidence import views as evidence
from wenxiao.web.filings import editing
from wenxiao.web.filings import views as filings
from wenxiao.web.inbox import views as inbox
from wenxiao.web.moves import views as moves
from wenxiao.web.people import account_views as accounts
from wenxiao.web.people import codes
from wenxiao.web.people import unit_views as units
from wenxiao.web.people import views as people
from wenxiao.web.pinned import views as pinned
from wenxiao.web.readings import views as readings
from wenxiao.web.rounds import scope_views
from wenxiao.web.rounds import views as rounds
from wenxiao.web.targets import views as targets
from wenxiao.web.tasks import views as tasks

urlpatterns = [
    path("sign-in", people.sign_in, name="sign-in"),
    path("sign-out", people.sign_out, name="sign-out"),
    path("health", rounds.health, name="health"),
    path("", rounds.home, name="home"),
    path("account", people.account, name="account"),
    path("account/password", people.change_password, name="account-password"),
    path("account/sessions/<int:pk>/end", people.end_own_session, name="account-session-end"),
    path("account/totp", codes.set_up, name="account-totp"),
    path("account/totp/off", codes.switch_off, name="account-totp-off"),
    path("units", units.units, name="units"),
    path("units.<str:to>", units.export, name="units-export"),
    path("units/import", units.import_page, name="units-import"),
    path("units/import/confirm", units.import_confirm, name="units-import-confirm"),
    path("units/new", units.new, name="unit-new"),
    path("units/<int:pk>", units.one, name="unit"),
    path("users", accounts.users, name="users"),
    path("users/new", accounts.new, name="user-new"),
    path("users/<int:pk>", accounts.one, name="user"),
    path("users/<int:pk>/edit", accounts.edit, name="user-edit"),
    path("users/<int:pk>/password", accounts.password, name="user-password"),
    path("users/<int:pk>/unlock", accounts.unlock, name="user-unlock"),
    path("users/<int:pk>/totp/off", accounts.totp_off, name="user-totp-off"),
    path("users/<int:pk>/roles", accounts.role, name="user-role"),
    path("users/<int:pk>/roles/<str:name>/off", accounts.role_off, name="user-role-off"),
    path("users/<int:pk>/sessions/end", accounts.sessions_end, name="user-sessions-end"),
    path("audit", audit.log_page, name="audit"),
    path("rounds", rounds.rounds, name="rounds"),
    path("rounds/new", rounds.new, name="round-new"),
    path("rounds/<int:pk>", rounds.one, name="round"),
    path("rounds/<int:pk>/board", rounds.board_page, name="board"),
    path("rounds/<int:pk>/board.<str:to>", rounds.board_export, name="board-export"),
    path("rounds/<int:pk>/roll-over", rounds.roll_over, name="round-roll-over"),
    path("rounds/<int:pk>/close", rounds.close, name="round-close"),
    path("filings/<int:pk>", filings.one, name="filing"),
    path("filings/<int:pk>/form", editing.first, name="form-first"),
    path("filings/<int:pk>/form/<str:name>", editing.form, name="form"),
    path("filings/<int:pk>/form/<str:name>/draft", editing.draft_page, name="form-draft"),
    path("filings/<int:pk>/form/<str:name>/row", editing.row, name="form-row"),
    path("filings/<int:pk>/form/<str:name>/take-out", editing.out, name="form-take-out"),
    path("filings/<int:pk>/project", editing.project, name="form-project"),
    path("filings/<int:pk>/anew", editing.anew, name="draft-anew"),
    path("filings/<int:pk>/save", editing.save, name="filing-save"),
    path("filings/<int:pk>/upload", filings.upload, name="filing-upload"),
    path("filings/<int:pk>/explain", filings.explain, name="filing-explain"),
    path("filings/<int:pk>/opinion", filings.opinion, name="filing-opinion"),
    path("filings/<int:pk>/sign", filings.sign_page, name="filing-sign"),
    path("filings/<int:pk>/submit", filings.submit_page, name="filing-submit"),
    path("filings/<int:pk>/return", filings.return_page, name="filing-return"),
    path("filings/<int:pk>/accept", filings.accept_page, name="filing-accept"),
    path("filings/<int:pk>/versions/<int:number>/report", filings.report_page, name="filing-report"),
    path("filings/<int:pk>/versions/<int:number>/difference", filings.difference, name="filing-difference"),
    path("filings/<int:pk>/versions/<int:number>/<str:to>", filings.written, name="filing-write"),
    path("filings/<int:pk>/files/<int:file>", filings.source_file, name="filing-source"),
    # what changes in mid-round
    path("rounds/<int:pk>/standard", pinned.standard_page, name="round-standard"),
    path("rounds/<int:pk>/scope", scope_views.scope_page, name="round-scope"),
    path("filings/<int:pk>/excuse", moves.excuse, name="filing-excuse"),
    path("filings/<int:pk>/resume", moves.resume, name="filing-resume"),
    path("filings/<int:pk>/again", pinned.again, name="filing-again"),
    path("filings/<int:pk>/aside/<int:number>", aside.one, name="aside"),
    path("filings/<int:pk>/aside/<int:number>/save", aside.save, name="aside-save"),
    path("filings/<int:pk>/aside/<int:number>/discard", aside.let_go, name="aside-discard"),
    path("filings/<int:pk>/aside/<int:number>/difference", aside.difference, name="aside-difference"),
    path("filings/<int:pk>/aside/<int:number>/files/<int:file>", aside.file, name="aside-file"),
    path("messages", inbox.inbox, name="inbox"),
    path("messages/read", inbox.read_all, name="inbox-read"),
    path("messages/<int:pk>", inbox.read, name="message-read"),
    path("rounds/<int:pk>/urge", inbox.urge, name="urge"),
    path("rounds/<int:pk>/archives", archives.archives, name="archives"),
    path("rounds/<int:pk>/archives/new", archives.new, name="archive-new"),
    path("rounds/<int:pk>/archives/<int:archive>", archives.fetch, name="archive"),
    path("tasks", tasks.tasks, name="tasks"),
    path("tasks/<int:pk>/again", tasks.again, name="task-again"),
    path("filings/<int:pk>/evidence", evidence.listed, name="evidence"),
    path("filings/<int:pk>/evidence/add", evidence.add, name="evidence-add"),
    path("filings/<int:pk>/evidence/all.zip", evidence.all_of_it, name="evidence-all"),
    path("filings/<int:pk>/evidence/<int:file>", evidence.download, name="evidence-file"),
    path("filings/<int:pk>/evidence/<int:file>/change", evidence.one, name="evidence-one"),
    path("filings/<int:pk>/evidence/<int:file>/remove", evidence.remove, name="evidence-remove"),
    path("filings/<int:pk>/readings/<int:number>", readings.readings, name="readings"),
    path("filings/<int:pk>/readings/<int:number>/confirm", readings.confirm, name="reading-confirm"),
    path("filings/<int:pk>/readings/<int:number>/correct", readings.correct, name="reading-correct"),
    path("rounds/<int:pk>/targets", targets.listed, name="round-targets"),
    path("rounds/<int:pk>/targets.<str:to>", targets.export, name="round-targets-export"),
    path("rounds/<int:pk>/targets/import", targets.import_page, name="round-targets-import"),
    path("rounds/<int:pk>/targets/import/confirm", targets.import_confirm, name="round-targets-confirm"),
    path("filings/<int:pk>/targets", targets.of_filing, name="filing-targets"),
]
handler400 = "wenxiao.web.faults.not_understood"
handler404 = "wenxiao.web.faults.not_found"
handler500 = "wenxiao.web.faults.failed"
