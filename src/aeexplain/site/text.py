"""Reading text files, with the errors that a person can mend."""

from pathlib import Path

from aeexplain.errors import ExplainError


def read_text(path: Path, where: str) -> str:
    """Return a UTF-8 file's text with line ends as \\n; missing, unreadable or not UTF-8: ExplainError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ExplainError(where, "the file is missing") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ExplainError(f"{where}:{line}", "not valid UTF-8", "save the file as UTF-8") from None
    except OSError as error:
        raise ExplainError(where, f"cannot be read: {error.strerror}") from error
