"""What we read of WebAssembly files: the names that one imports, and where its data stands."""

from collections.abc import Iterator

from aeexplain.errors import ExplainError

IMPORTS, DATA = 2, 11  # sections' numbers
FUNCTION, TABLE, MEMORY, GLOBAL, TAG = range(5)  # what is imported
I32_CONST = 0x41


def imports(wasm: bytes) -> Iterator[str]:
    """Yield the name of everything that is imported, without the module that it is to come from."""
    count, at = section(wasm, IMPORTS)
    for _ in range(count):
        size, at = number(wasm, at)
        size, at = number(wasm, at + size)
        yield wasm[at : at + size].decode()
        at = after_type(wasm, at + size)


def after_type(wasm: bytes, at: int) -> int:
    """Return the place after the type of something imported."""
    kind, at = wasm[at], at + 1
    if kind == GLOBAL:
        return at + 2
    if kind == FUNCTION:
        return number(wasm, at)[1]
    if kind == TAG:
        return number(wasm, at + 1)[1]
    flags, at = number(wasm, at + (kind == TABLE))
    _, at = number(wasm, at)
    return number(wasm, at)[1] if flags & 1 else at


def data_segments(wasm: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield each segment of data: its place in memory, its place in the file, its bytes."""
    count, at = section(wasm, DATA)
    for _ in range(count):
        if wasm[at : at + 2] != bytes((0, I32_CONST)):
            raise ExplainError(
                "pyodide.asm.wasm", "has data of a kind that runtime/shrink/wasm_sections.py does not know"
            )
        memory, at = number(wasm, at + 2)
        size, at = number(wasm, at + 1)  # after the byte that ends the place
        yield memory, at, size
        at += size


def section(wasm: bytes, wanted: int) -> tuple[int, int]:
    """Return how many things a section holds, and where they begin; none and the file's end where there is no such section."""
    at = 8
    while at < len(wasm):
        found = wasm[at]
        size, at = number(wasm, at + 1)
        if found == wanted:
            return number(wasm, at)
        at += size
    return 0, at


def number(wasm: bytes, at: int) -> tuple[int, int]:
    """Return the LEB128 number at a place, and the place after it; one that is signed must not be negative."""
    value = shift = 0
    while True:
        byte = wasm[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
