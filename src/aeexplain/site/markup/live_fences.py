"""Fences whose code runs: `python live`, and `python exercise` with a hint, a solution and a check in it."""

import ast
import re
from difflib import get_close_matches

from aeexplain.errors import ExplainError
from aeexplain.site.markup.listings import language_of
from aeexplain.site.markup.nodes import CodePart, Exercise, LiveCode

KINDS = ("live", "exercise")
PYTHON = ("python", "py", "python3")
# In the text of an article, before it is read: whether it may have such a fence.
MAY_RUN = re.compile(rb"^[ \t>]*(?:```|~~~)[^\n]*\b(?:live|exercise)\b", re.MULTILINE)
PART = re.compile(r"#[ \t]*(?P<name>hint|solution|check)[ \t]*:[ \t]*(?P<rest>.*)")
QUOTED = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
HINT = "below the code that readers begin with write # hint: and words, # solution: and code, # check: and asserts"


def read_live_code(text: str, info: str, where: str, first_line: int) -> LiveCode | None:
    """Return the code of a fence that runs, None of any other; what is wrong with one that does: ExplainError.

    info: what stands behind the fence. first_line: the line of the file in which its text begins.
    """
    language, asked = language_of(info), _words_of(info)
    kinds = [word for word in asked if word in KINDS]
    if not kinds:
        near = [each for word in asked for each in get_close_matches(word, KINDS, 1, 0.7)]
        if near and language in PYTHON:
            raise ExplainError(
                where, f"a fence of Python that is {asked[0]!r:.40}", f"did you mean {near[0]!r}?"
            )
        return None
    if language not in PYTHON:
        raise ExplainError(
            where, f"code in {language} does not run in the page", f"only Python is {kinds[0]}"
        )
    if len(asked) > 1:
        raise ExplainError(
            where, f"a fence is {' and '.join(asked)!r:.80}", f"it is one of {', '.join(KINDS)}"
        )
    if not text.strip():
        raise ExplainError(where, "a fence that runs holds no code", "write some, or remove it")
    if kinds == ["exercise"]:
        return _exercise(text, where, first_line)
    return LiveCode(_python(CodePart(text, first_line), where), where)


def _words_of(info: str) -> list[str]:
    """Return what a fence's info says beside its language, its id and what it gives values to."""
    words = re.findall(r"[^\s{}]+", QUOTED.sub("=", info))
    named = [word.removeprefix(".") for word in words if "=" not in word and not word.startswith("#")]
    return [word for word in named if word != language_of(info)]


def _exercise(text: str, where: str, first_line: int) -> LiveCode:
    parts = _parts(text, where, first_line)
    for name in ("solution", "check"):
        if name not in parts or not parts[name].text.strip():
            raise ExplainError(where, f"an exercise without a {name}", HINT)
    if not any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(parts["check"].text))):
        raise ExplainError(
            f"{_file(where)}:{parts['check'].first_line}", "a check that asserts nothing", HINT
        )
    hint = parts["hint"].text if "hint" in parts else ""
    told = " ".join(line.strip().removeprefix("#").strip() for line in hint.split("\n")).strip()
    return LiveCode(parts[""], where, Exercise(told, parts["solution"], parts["check"]))


def _parts(text: str, where: str, first_line: int) -> dict[str, CodePart]:
    """Return the parts of an exercise by their names, "" for the code that its reader begins with."""
    name, found = "", {"": CodePart("", first_line)}
    for number, line in enumerate(text.splitlines(keepends=True), first_line):
        if mark := PART.fullmatch(line.rstrip()):
            name = mark["name"]
            if name in found:
                raise ExplainError(f"{_file(where)}:{number}", f"an exercise with a second {name}", HINT)
            if mark["rest"] and name != "hint":
                raise ExplainError(
                    f"{_file(where)}:{number}", f"code behind # {name}:", "write it into the next lines"
                )
            found[name] = (
                CodePart(mark["rest"] + "\n", number) if name == "hint" else CodePart("", number + 1)
            )
        else:
            found[name] = CodePart(found[name].text + line, found[name].first_line)
    code = {each: _python(part, where) for each, part in found.items() if each != "hint"}
    return {
        each: CodePart(part.text.rstrip() + "\n", part.first_line) for each, part in (found | code).items()
    }


def _python(part: CodePart, where: str) -> CodePart:
    """Return code that Python can read; else: ExplainError with its line."""
    try:
        compile(part.text, where, "exec", dont_inherit=True, flags=ast.PyCF_ONLY_AST)
    except SyntaxError as error:
        line = part.first_line + (error.lineno or 1) - 1
        raise ExplainError(f"{_file(where)}:{line}", f"no Python: {error.msg}") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise ExplainError(f"{_file(where)}:{part.first_line}", f"no Python: {error}") from error
    return part


def _file(where: str) -> str:
    """Return the file of a place."""
    return where.split(":")[0]
