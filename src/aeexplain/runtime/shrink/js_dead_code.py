"""Pyodide's JavaScript without what nothing can call: half of it is there for programs that draw by OpenGL or SDL.

Emscripten's script is one function, and most of its statements declare one name each. A statement stays if what stays names it:
at first the statements that do more than declare, what the WebAssembly imports, and every word of the scripts that
use it. Words within strings count too, so that more stays than must, never less.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aeexplain.cache import user_cache
from aeexplain.files.digests import digest
from aeexplain.runtime.shrink.optional_steps import UnknownPyodideError
from aeexplain.runtime.shrink.patch_pyodide_js import expect_once
from aeexplain.runtime.tool_digests import tool_digest

BEGIN = "async function _createPyodideModule(moduleArg={}){"
TOKEN = re.compile(r"""[\w$]+|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\s+|.""", re.DOTALL)
# From within a template to its end, or to the next expression that it evaluates.
TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*(?:`|\$\{)", re.DOTALL)
PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[\n])+/[a-z]*")
BEFORE_PATTERN = frozenset("(,=:[!&|?{};+-*%~^<>") | {"return", "typeof", "case"}
CLOSERS = {"(": ")", "[": "]", "{": "}"}
WORD = re.compile(r"[\w$]+")
TOOLS = ("shrink/js_dead_code.py", "shrink/patch_pyodide_js.py", "shrink/wasm_modules.py")
BLOCK = re.compile(r"(?:async )?function\b|class\b|if\(|else\b|for\(|while\(|try\{|switch\(|do\{|\{")
# What declares one name, and does nothing else.
DECLARES = re.compile(
    r"(?:async )?function\*? ?([\w$]+)\(|class ([\w$]+)\b"
    r"|(?:var|let|const) ([\w$]+)=(?:(?:async ?)?(?:\([^()]*\)|[\w$]+)=>|(?:async )?function\b|[{\[\"\d]|[\w$]+;$)"
)
BELONGS = re.compile(r'([\w$]+)\.sig=|Module\["([\w$]+)"\]=\2;|register\w+\(\(\)=>([\w$]+)')
IMPORTS = re.compile(r"var wasmImports=\{(.*)\};", re.DOTALL)


@dataclass(frozen=True)
class Statement:
    """A statement's text; the name that it declares or adds to, without which it may go, None where it must stay."""

    text: str
    name: str | None


def without_dead_code(script: str, imported: Iterable[str], callers: Iterable[str]) -> str:
    """Return pyodide.asm.mjs without what neither the WebAssembly, by the names that it imports, nor the callers' text names.

    UnknownPyodideError where it is not a script that we know. What came out is kept.
    """
    names, texts = sorted(set(imported)), list(callers)
    key = digest(tool_digest(*TOOLS), script, *names, "", *texts)
    made = user_cache().files(
        "engine-script", key, lambda: {"script": live_code(script, names, texts).encode()}
    )
    return made["script"].decode()


def live_code(script: str, imported: Iterable[str], callers: Iterable[str]) -> str:
    """Do what `without_dead_code` does, every time anew."""
    expect_once(script.count(BEGIN), BEGIN)
    head, _, body = script.partition(BEGIN)
    texts = list(statements(body))
    # What follows the function.
    tail = texts.pop()
    read = [statement(wanted_imports(text, set(imported))) for text in texts]
    stays = reachable(read, {word for text in (head, tail, *callers) for word in WORD.findall(text)})
    return (
        head + BEGIN + "".join(each.text for each in read if each.name is None or each.name in stays) + tail
    )


def reachable(read: list[Statement], words: set[str]) -> set[str]:
    """Return the words that stay."""
    about: dict[str, list[str]] = {}
    for each in read:
        if each.name:
            about.setdefault(each.name, []).append(each.text)
    fresh = words.union(*(WORD.findall(each.text) for each in read if each.name is None))
    stays: set[str] = set()
    while fresh:
        stays |= fresh
        texts = [text for word in fresh for text in about.get(word, ())]
        fresh = {word for text in texts for word in WORD.findall(text)} - stays
    return stays


def statement(text: str) -> Statement:
    """Return a statement with its name."""
    found = DECLARES.match(text)
    if not found or not single(text):
        found = BELONGS.match(text)
    return Statement(text, next(filter(None, found.groups())) if found else None)


def single(text: str) -> bool:
    """Tell whether a statement declares no second name."""
    return BLOCK.match(text) is not None or not any(
        depth == 0 and token == "," for token, depth in tokens(text)
    )


def statements(body: str) -> Iterator[str]:
    """Yield the statements of the function whose body begins the text, then all that follows its end.

    What follows a block without declaring anything may come with it.
    """
    at = begin = 0
    for token, depth in tokens(body):
        at += len(token)
        if depth < 0:
            yield body[begin : at - 1]
            yield body[at - 1 :]
            return
        if depth == 0 and (token == ";" or (token == "}" and BLOCK.match(body, begin))):
            yield body[begin:at]
            begin = at
    raise unreadable("a function without an end")


def tokens(text: str) -> Iterator[tuple[str, int]]:
    """Yield each token with the depth of brackets after it; a template counts for a bracket up to its end."""
    closers: list[str] = []
    at, before = 0, ";"
    while at < len(text):
        token = TOKEN.match(text, at)[0]  # type: ignore[index]  # any character is a token
        if token == "`" or (token == "}" and closers[-1:] == ["`"]):
            if token == "`":
                closers.append(token)
            token += matched(TEMPLATE, text, at + 1, "a template without an end")
            if token.endswith("`"):
                closers.pop()
        elif token == "/" and before in BEFORE_PATTERN:
            token = matched(PATTERN, text, at, "a pattern without an end")
        elif token in CLOSERS:
            closers.append(CLOSERS[token])
        elif token in (")", "]", "}"):
            if not closers:
                yield token, -1
                return
            closers.pop()
        at += len(token)
        if not token.isspace():
            before = token if len(token) == 1 or token in BEFORE_PATTERN else "word"
        yield token, len(closers)


def matched(pattern: re.Pattern[str], text: str, at: int, otherwise: str) -> str:
    """Return what matches at a place; UnknownPyodideError where nothing does."""
    found = pattern.match(text, at)
    if not found:
        raise unreadable(otherwise)
    return found[0]


def unreadable(what: str) -> UnknownPyodideError:
    """Return the error of a script whose statements cannot be told apart."""
    return UnknownPyodideError("pyodide.asm.mjs", f"cannot be read: it has {what}")


def wanted_imports(text: str, imported: set[str]) -> str:
    """Return a statement; of that which hands names to the WebAssembly, with those alone that it imports."""
    found = IMPORTS.fullmatch(text)
    if not found:
        return text
    pairs = [pair for pair in found[1].split(",") if pair.partition(":")[0] in imported]
    return f"var wasmImports={{{','.join(pairs)}}};"
