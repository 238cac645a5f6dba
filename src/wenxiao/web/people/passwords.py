"""What a password has to be: long, of three kinds of characters or a phrase, not the name, not common, not earlier.

The list of common ones is Django's (20 000, part of the package, so it works without a network).
"""

from __future__ import annotations

import string

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from wenxiao.web.people.models import User

_SHORTEST, _LONGEST, _PHRASE, _KINDS, _REMEMBERED = 12, 128, 20, 3, 5
_COMMON = ("password", "12345678", "qwerty", "admin", "abc123", "iloveyou", "woaini", "caizheng", "jixiao", "88888888")
_HUNG_ON = string.digits + string.punctuation


class LengthAndKinds:
    """At least twelve characters, of at least three kinds; twenty may be of any kind (a phrase)."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError with a sentence that says what is missing."""
        del user
        if len(password) < _SHORTEST:
            raise ValidationError(f"密码至少 {_SHORTEST} 位，现在 {len(password)} 位。")
        if len(password) > _LONGEST:
            raise ValidationError(f"密码至多 {_LONGEST} 位，现在 {len(password)} 位。")
        kinds = sum(
            any(test(char) for char in password)
            for test in (str.islower, str.isupper, str.isdigit, lambda char: char in string.punctuation)
        )
        if kinds < _KINDS and len(password) < _PHRASE:
            raise ValidationError(
                f"密码应含大写字母、小写字母、数字、符号中的至少三种，或用 {_PHRASE} 位以上的一句话。"
            )

    def get_help_text(self) -> str:
        """Say the rule."""
        return f"至少 {_SHORTEST} 位，含大写字母、小写字母、数字、符号中的三种；或 {_PHRASE} 位以上的一句话。"


class NotTheName:
    """Not made of the name to sign in with."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError if the password contains the name, forwards or backwards."""
        name = (user.username if user is not None else "").lower()
        if len(name) >= 3 and (name in password.lower() or name[::-1] in password.lower()):
            raise ValidationError("密码里不能有账号。")

    def get_help_text(self) -> str:
        """Say the rule."""
        return "不能含账号。"


class NotCommon:
    """Not one that everybody tries first, nor one of those with figures and signs hung on."""

    def __init__(self) -> None:
        self._listed: set[str] = CommonPasswordValidator().passwords

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError if the password is built on a common one."""
        del user
        bare = password.lower()
        listed = bare in self._listed or bare.strip(_HUNG_ON) in self._listed
        if listed or any(one in bare for one in _COMMON) or len(set(bare)) < 5:
            raise ValidationError("密码太常见，请换一个。")

    def get_help_text(self) -> str:
        """Say the rule."""
        return "不能是常见的密码，也不能是常见的密码前后加数字、符号。"


class NotAnEarlierOne:
    """Not one of the last five."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError if the user had this password before."""
        if user is None or user.pk is None:
            return
        earlier = user.earlier_passwords.order_by("-ended").values_list("password", flat=True)[:_REMEMBERED]
        if any(check_password(password, one) for one in (user.password, *earlier)):
            raise ValidationError(f"不能与最近 {_REMEMBERED} 次用过的密码相同。")

    def get_help_text(self) -> str:
        """Say the rule."""
        return f"不能与最近 {_REMEMBERED} 次用过的相同。"
