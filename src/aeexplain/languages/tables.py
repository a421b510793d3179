"""Tables of words: one TOML file for each language, those that ship and those of a site."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.languages.words import USUAL, VALUE, Word, Words, candidates

SHIPPED = Path(__file__).parent
CATEGORIES = {"zero", "one", "two", "few", "many", "other"}  # of plurals, as Unicode names them
FORM, BROWSER = "form", "browser"
HEAD = """// @ts-check

/** Made of languages/en.toml by `python build.py test tests/languages --renew-words`; other languages' pages have their own. */

"""
FORM_HEAD = """

/** What Python's forms keep places for, by key. @type {Readonly<Record<string, string>>} */
export const FORM = {
"""

type Table = dict[str, dict[str, Word]]


def words_of(tag: str, own: Path) -> Words:
    """Return the words of a language; where there is no table for it, those of English. A faulty table: ExplainError.

    own: the folder of the site's tables. One of them may have some words of a language that ships, in the place of these; it
    must have all of another.
    """
    language = next((each for each in candidates(tag) if _files(each, own)), USUAL)
    tables = [_read(path) for path in _files(language, own)]
    keys = {key: word for table in tables for words in table.values() for key, word in words.items()}
    usual = _read(SHIPPED / f"{USUAL}.toml")
    if missing := [key for key in _keys(usual) if key not in keys]:
        where, more = (
            f"{own.name}/{language}.toml",
            f" and {len(missing) - 3} more" if len(missing) > 3 else "",
        )
        what = f"lacks the words {', '.join(missing[:3])}{more}"
        raise ExplainError(where, what, f"write each key of src/aeexplain/languages/{USUAL}.toml in it")
    return Words(tag, language, keys, tuple(usual[FORM]), tuple(usual[BROWSER]))


def has_words(tag: str, own: Path) -> bool:
    """Tell whether there is a table for a language."""
    return any(_files(each, own) for each in candidates(tag))


def _files(language: str, own: Path) -> list[Path]:
    """Return the tables of a language, the site's own last."""
    return [path for folder in (SHIPPED, own) if (path := folder / f"{language}.toml").is_file()]


def _read(path: Path) -> Table:
    """Return a table; what is wrong with it: ExplainError."""
    where = f"{path.parent.name}/{path.name}"
    try:
        table: Table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ExplainError(where, f"is no TOML: {error}", "mend the line") from None
    if path.parent != SHIPPED:
        _check(table, where)
    return table


def _check(table: Mapping[str, object], where: str) -> None:
    """Raise an ExplainError for the first key that English has not, and for the first word that has other values in it."""
    usual = _read(SHIPPED / f"{USUAL}.toml")
    for name, words in table.items():
        if name not in usual or not isinstance(words, dict):
            hint = did_you_mean(name, usual)
            raise ExplainError(where, f"there is no table [{name}] of words", hint)
        for key, word in words.items():
            if key not in usual[name]:
                raise ExplainError(
                    where, f"there is no word {key!r} in [{name}]", did_you_mean(key, usual[name])
                )
            if fault := fault_of(usual[name][key], word):
                raise ExplainError(where, f"the word {key!r} {fault}", f"see {usual[name][key]!r}")


def fault_of(usual: Word, word: object) -> str:
    """Return what is wrong with a word beside the English one; "" where nothing is."""
    texts = [word] if isinstance(word, str) else list(word.values()) if isinstance(word, dict) else []
    if not texts or not all(isinstance(each, str) for each in texts):
        return "is no text"
    if isinstance(word, dict) and (isinstance(usual, str) or not {"other"} <= set(word) <= CATEGORIES):
        return "has plurals, which want a number and a text for 'other'"
    allowed = set(values_in(usual))
    if strange := sorted({each for text in texts for each in VALUE.findall(text)} - allowed):
        return f"has a place for {strange[0]!r}, which nothing stands in"
    return ""


def values_in(word: Word) -> Iterator[str]:
    """Yield the names of the values in a word."""
    for text in [word] if isinstance(word, str) else word.values():
        yield from VALUE.findall(text)


def _keys(table: Table) -> Iterator[str]:
    return (key for words in table.values() for key in words)


def browser_module(words: Words) -> str:
    """Return the module from which the browser's other modules take their words, as JavaScript."""

    def written(key: str) -> str:
        return json.dumps(words.texts[key], ensure_ascii=False)

    keys = ("decimal_sign", *words.browser)
    lines = (f"export const {key.upper()} = {written(key)};" for key in keys)
    form = (f"  {key}: {written(key)}," for key in words.form)
    return HEAD + "\n".join(lines) + FORM_HEAD + "\n".join(form) + "\n};\n"


NAME = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*")


def check_folder(own: Path) -> None:
    """Raise an ExplainError for a file among the site's tables that is none."""
    for path in sorted(own.iterdir()) if own.is_dir() else ():
        if path.suffix != ".toml" or not NAME.fullmatch(path.stem):
            raise ExplainError(
                f"{own.name}/{path.name}", "is no table of a language's words", "name it as its tag: fr.toml"
            )
