"""Reading text files, with the errors that a person can mend."""

from pathlib import Path

from aeexplain.errors import ExplainError


def read_text(path: Path, where: str) -> str:
    """Return a UTF-8 file's text with line ends as \\n; missing, unreadable or not UTF-8: ExplainError."""
    return decoded(read_bytes(path, where), where)


def read_bytes(path: Path, where: str) -> bytes:
    """Return a file's bytes; missing or unreadable: ExplainError."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise ExplainError(where, "is no file but a pipe or a device", "put a file there")
        return path.read_bytes()
    except FileNotFoundError:
        raise ExplainError(where, "the file is missing") from None
    except OSError as error:
        raise ExplainError(where, f"cannot be read: {error.strerror}") from error


def decoded(data: bytes, where: str) -> str:
    """Return UTF-8 as text with line ends as \\n; not UTF-8: ExplainError with its line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ExplainError(f"{where}:{line}", "not valid UTF-8", "save the file as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
