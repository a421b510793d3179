"""What we read of WebAssembly files, by Pyodide's own reader of wheels' libraries: names imported, where data stands."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from auditwheel_emscripten.emscripten_tools.webassembly import InvalidWasmError, Module, OpCode

from aeexplain.runtime.shrink.optional_steps import UnknownPyodideError

HEADER = b"\0asm\1\0\0\0"


def imports(wasm: bytes) -> list[str]:
    """Return the name of everything that is imported, without the module that it is to come from."""
    return _read(wasm, lambda module: [each.field for each in module.get_imports()])


def data_segments(wasm: bytes) -> list[tuple[int, int, int]]:
    """Return for each segment of data its place in memory, its place in the file, and its number of bytes."""
    return _read(
        wasm, lambda module: [(_place(each.init), each.offset, each.size) for each in module.get_segments()]
    )


def _place(instructions: list[tuple[int, list[int]]]) -> int:
    """Return the place in memory that a segment's first instruction names."""
    code, arguments = instructions[0]
    if code != OpCode.I32_CONST:
        raise ValueError("a segment of data whose place is no constant")
    return arguments[0]


def _read[T](wasm: bytes, read: Callable[[Module], T]) -> T:
    """Return what is read of a module; UnknownPyodideError where it is none that the reader understands."""
    # The reader would leave its file open.
    if not wasm.startswith(HEADER):
        raise UnknownPyodideError("a WebAssembly module", "does not begin as one")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "module.wasm")
        path.write_bytes(wasm)
        try:
            with Module(str(path)) as module:  # type: ignore[no-untyped-call]
                return read(module)
        # The reader asserts what it expects, and its own error is no Exception.
        except (
            InvalidWasmError,
            AssertionError,
            AttributeError,
            EOFError,
            LookupError,
            ValueError,
            TypeError,
        ) as error:
            raise UnknownPyodideError("a WebAssembly module", f"cannot be read: {error!r}") from None
