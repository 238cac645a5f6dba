"""Units in a tree, users in units, roles granted to users; what signing in needs to remember."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from wenxiao.web.permissions import APART, ROLES

KINDS = (("bureau", "财政部门"), ("department", "主管部门"), ("unit", "预算单位"))


class Unit(models.Model):
    """A node of the tree: the finance bureau, a department, a budget unit. `path` holds the ids from the root down.

    The path is kept by `save` and `moved`, so that all units below one are found by one comparison of text.
    """

    code = models.CharField("单位编码", max_length=40, unique=True)
    name = models.CharField("单位名称", max_length=200)
    kind = models.CharField("类别", max_length=20, choices=KINDS, default="unit")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=400, db_index=True, editable=False, default="")
    active = models.BooleanField("在用", default=True)

    class Meta:
        """Units stand in the order of their codes."""

        ordering: ClassVar = ["code"]
        verbose_name = "单位"

    def __str__(self) -> str:
        return self.name

    def is_below(self, other: Unit) -> bool:
        """Tell whether this unit is another or stands anywhere below it."""
        return self.path.startswith(other.path)


class UserManager(BaseUserManager["User"]):
    """Makes users by their name to sign in with."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the user of this name, whatever its case."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person who may sign in. `name` is shown, `username` is typed."""

    username = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="单位")
    is_active = models.BooleanField("可登录", default=True)
    must_change = models.BooleanField("下次登录须改密码", default=True)
    password_set = models.DateTimeField("密码设定时间", null=True, blank=True)
    wrong_in_a_row = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    totp_secret = models.CharField(max_length=255, blank=True, default="")  # sealed, see sealing.py
    totp_last = models.BigIntegerField(default=0)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        """Users stand in the order of their names to sign in with, which are the same in any case of letters."""

        ordering: ClassVar = ["username"]
        constraints: ClassVar = [models.UniqueConstraint(Lower("username"), name="username_in_any_case_once")]
        verbose_name = "用户"

    def __str__(self) -> str:
        return self.name

    @property
    def roles(self) -> frozenset[str]:
        """The ids of the roles granted, read once a request."""
        held = self.__dict__.get("_roles")
        if held is None:
            held = self.__dict__["_roles"] = frozenset(self.grants.values_list("role", flat=True))
        assert isinstance(held, frozenset)
        return held

    @property
    def must_choose_password(self) -> bool:
        """Whether a new password has to be chosen first: the held one is a first one, or too old."""
        oldest = timezone.now() - timedelta(days=settings.PASSWORD_DAYS)
        return self.must_change or (self.password_set is not None and self.password_set < oldest)

    @property
    def first_password_expired(self) -> bool:
        """Whether a first password was left unused so long that it opens nothing any more."""
        oldest = timezone.now() - timedelta(days=settings.FIRST_PASSWORD_DAYS)
        return self.must_change and self.password_set is not None and self.password_set < oldest

    @property
    def must_set_up_codes(self) -> bool:
        """Whether this installation demands codes of an app from a role that the person holds, and he has none yet."""
        return not self.totp_secret and bool(self.roles & settings.TOTP_ROLES)

    @property
    def role_names(self) -> str:
        """The official names of the roles."""
        return "、".join(role.name for id_, role in ROLES.items() if id_ in self.roles)


class Grant(models.Model):
    """A role granted to a user. `units` limits a business division to the units that it looks after."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField("角色", max_length=40, choices=[(one.id, one.name) for one in ROLES.values()])
    units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name="负责的单位")

    class Meta:
        """A role is granted once; only known roles can be."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role"], name="role_granted_once"),
            models.CheckConstraint(condition=models.Q(role__in=list(ROLES)), name="role_is_known"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(role__in=list(APART)), name="one_administrator_an_account"
            ),
        ]
        verbose_name = "角色"


class EarlierPassword(models.Model):
    """A password that a user had: the last ones may not come back."""

    user = models.ForeignKey(User, models.CASCADE, related_name="earlier_passwords")
    password = models.CharField(max_length=128)
    ended = models.DateTimeField(auto_now_add=True)


class SignedIn(models.Model):
    """A session of a user: since when, from where, last seen when. Ending it ends the session."""

    user = models.ForeignKey(User, models.CASCADE, related_name="signed_in")
    session = models.CharField(max_length=40, unique=True)
    since = models.DateTimeField(auto_now_add=True)
    seen = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)
