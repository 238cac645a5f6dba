"""The version of 问效, read by the build and by `wenxiao --version`."""

__version__ = "0.1.0"
