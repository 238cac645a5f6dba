"""The one tree of errors. Every message is a Chinese sentence: what is wrong, where, how to mend it.

WenxiaoError
├── ReadError        a file cannot be read (empty, binary, too large, unknown encoding, …)
├── StandardError    a pack of a Standard (口径) is faulty; names file and line
├── RelationError    an expression of the relation language is faulty; names the column
└── UsageError       what the caller asked for does not exist (an unknown check, an unknown pack)
"""

from __future__ import annotations


class WenxiaoError(Exception):
    """Base of all errors that 问效 raises on purpose; `str()` of it may be shown to a user."""


class ReadError(WenxiaoError):
    """An input could not be turned into a Document."""


class StandardError(WenxiaoError):
    """A pack could not be loaded or does not exist."""


class RelationError(WenxiaoError):
    """An expression of the relation language could not be parsed."""


class UsageError(WenxiaoError):
    """The caller named something that does not exist."""
