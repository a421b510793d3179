"""What must hold of a built site, looked at from outside: its files, its links, and its pages in a browser."""

from aeexplain.check.findings import Finding
from aeexplain.check.gate import Report, check

__all__ = ["Finding", "Report", "check"]
