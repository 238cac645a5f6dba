"""A filing and all that is kept of it. Versions are immutable; the file store holds their content by its hash."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from wenxiao.web.filings.states import ACTS, STATES
from wenxiao.web.people.models import Unit, User
from wenxiao.web.rounds.models import Round

_STATES = list(STATES.items())
_REASONED = [name for name, act in ACTS.items() if act.reason]


class Record(models.Model):
    """The filing of one unit in one round. `edition` counts every change, so that nobody overwrites another's."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="records")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="records")
    state = models.CharField("状态", max_length=20, choices=_STATES, default="not-started", db_index=True)
    edition = models.PositiveIntegerField(default=0)
    changed = models.DateTimeField(auto_now=True)
    submitted = models.DateTimeField(null=True, blank=True)
    current = models.ForeignKey("Version", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """One filing a unit and round; its state is one of the known ones."""

        ordering: ClassVar = ["unit__code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "unit"], name="one_filing_a_unit_and_round"),
            models.CheckConstraint(condition=models.Q(state__in=list(STATES)), name="state_is_known"),
        ]
        verbose_name = "自评材料"

    def __str__(self) -> str:
        return f"{self.unit}·{self.round}"


class Version(models.Model):
    """An immutable version: the Filing as canonical JSON in the store, its findings as they were, the files it is from.

    `standard` is the digest of the Standard that it was checked by, `checks` the version of the program.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField("名称", max_length=100, blank=True)
    reason = models.CharField("说明", max_length=500, blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    origin = models.CharField(max_length=10, choices=[("upload", "上传"), ("form", "在线填报")])
    digest = models.CharField(max_length=64)
    findings = models.CharField(max_length=64)
    standard = models.CharField(max_length=64)
    checks = models.CharField(max_length=20)
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    infos = models.PositiveIntegerField(default=0)
    score = models.CharField(max_length=20, blank=True)

    class Meta:
        """Versions are numbered from 1."""

        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "number"], name="version_numbered_once")]
        verbose_name = "版本"

    def __str__(self) -> str:
        return f"第 {self.number} 版"


class SourceFile(models.Model):
    """A file as it was uploaded, kept in the store; `fault` says why it could not be read."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    fault = models.CharField(max_length=500, blank=True)


class Draft(models.Model):
    """What is typed and not yet a version: the latest text of every field, saved as it is typed."""

    record = models.OneToOneField(Record, models.CASCADE, related_name="draft")
    base = models.ForeignKey(Version, models.SET_NULL, null=True, related_name="+")
    fields = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=0)
    changed = models.DateTimeField(auto_now=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")


class Explanation(models.Model):
    """Why a finding stands (说明理由): bound to the finding's identity, not to its number."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="explanations")
    finding = models.CharField(max_length=64)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One reason a finding."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "finding"], name="one_reason_a_finding")]


class Opinion(models.Model):
    """What a member of the evaluation group thinks of a version."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="opinions")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    text = models.CharField(max_length=1000)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One opinion a member and version."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "by"], name="one_opinion_a_member")]


class Signature(models.Model):
    """The head's signature under the hash of a version; any change after it voids it."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="signatures")
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    voided = models.DateTimeField(null=True, blank=True)
    voided_because = models.CharField(max_length=200, blank=True)


class Step(models.Model):
    """One act on a filing, with its reason. The database demands the reason of a return."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="steps")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=20, choices=[(name, act.name) for name, act in ACTS.items()])
    source = models.CharField(max_length=20)
    target = models.CharField(max_length=20)
    reason = models.CharField(max_length=2000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Steps stand in order; a return without a reason cannot be stored."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(act__in=_REASONED) | ~models.Q(reason=""), name="a_return_has_its_reason"
            )
        ]
