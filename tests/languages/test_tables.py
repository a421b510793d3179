"""The words of the interface: whole in each language, one place for each, and nowhere else."""

import ast
import re
import tomllib
from html import unescape

import pytest

from aeexplain.errors import ExplainError
from aeexplain.languages.tables import (
    BROWSER,
    SHIPPED,
    browser_module,
    fault_of,
    values_in,
    words_of,
)
from aeexplain.languages.words import candidates
from aeexplain.project import PACKAGE

MODULE = PACKAGE / "browser" / "language" / "words.js"
TABLES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(SHIPPED.glob("*.toml"))}
ENGLISH = TABLES["en"]
# Of a template: what Jinja takes, what is no text, an entry of BibTeX, and what HTML has as keywords.
UNREAD = re.compile(
    r"\{[%{#].*?[%}#]\}|<!--.*?-->|<(pre|script|svg)\b.*?</\1>|<!doctype html>|class=\"[^\"]*\"(?=\{%)",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"\b(?:aria-label|alt|title|placeholder)=\"([^\"]*)\"")
WORD = re.compile(r"[A-Za-z]{2,}")


def test_every_language_has_every_word_in_the_same_table():
    for language, table in TABLES.items():
        assert {name: set(words) for name, words in table.items()} == {
            name: set(words) for name, words in ENGLISH.items()
        }, language


def test_no_word_is_empty_and_each_has_the_values_that_it_has_in_english():
    for language, table in TABLES.items():
        for name, words in table.items():
            for key, word in words.items():
                assert not fault_of(ENGLISH[name][key], word), (language, key)
                assert set(values_in(word)) == set(values_in(ENGLISH[name][key])), (language, key)
                assert all(text.strip() for text in ([word] if isinstance(word, str) else word.values())), key


def test_no_two_tables_have_a_key_in_common():
    keys = [key for words in ENGLISH.values() for key in words]
    assert len(keys) == len(set(keys))


def test_german_is_german():
    same = {
        key
        for name, words in TABLES["de"].items()
        for key, word in words.items()
        if word == ENGLISH[name][key] and WORD.search(str(word))
    }
    assert same == {
        "feed",
        "code_box",
        "code",
        "code_button",
        "pause",
        "et_al",
        "megabytes",
        "failure_and_picture",
        "lemma",
        "proposition",
        "definition",
    }


def test_the_browsers_module_has_the_english_words(request):
    made = browser_module(words_of("en", SHIPPED))
    if request.config.getoption("--renew-words"):
        MODULE.write_text(made, "utf-8")
    assert MODULE.read_text("utf-8") == made, "run: python build.py test tests/languages --renew-words"


def test_every_word_of_the_browser_is_used_there_and_every_other_one_in_templates_or_python():
    modules = "".join(
        path.read_text("utf-8") for path in (PACKAGE / "browser").rglob("*.js") if path != MODULE
    )
    places = [*(PACKAGE.parents[1] / "templates").glob("*"), *PACKAGE.rglob("*.py")]
    rest = "".join(path.read_text("utf-8") for path in places if path.is_file())
    unused = {key for key in ENGLISH[BROWSER] if not re.search(rf"\b{key.upper()}\b", modules)}
    unused |= {
        key
        for name, words in ENGLISH.items()
        for key in words
        if name not in (BROWSER, "language")
        and f'"{key}"' not in rest
        and not key.startswith(("hint_", "colours_"))
    }
    assert unused <= {"note", "tip", "important", "warning", "caution"}


def test_templates_have_no_words_of_their_own(root):
    for path in (root / "templates").glob("*.html"):
        text = UNREAD.sub(" ", path.read_text("utf-8"))
        read = " ".join((*ATTRIBUTE.findall(text), unescape(re.sub(r"<[^>]*>", " ", text))))
        assert not WORD.findall(read), path.name


# Modules whose failures nobody reads but on the console: the page goes on by another way.
CONSOLE = (
    "snapshot.js",
    "archive.js",
    "text_diff.js",
    "validate_atlas.js",
    "atlas.js",
    "code_editor.js",
    "isolation.js",
)
LITERAL = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|`(?:[^`\\]|\\.)*`")
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)
FOR_ENGINEERS = re.compile(r"new (?:Type)?Error\(|console\.|^import |^\} from|throw new Error")
SENTENCE = re.compile(r"[A-Za-z’']{2,},? [A-Za-z’']{2,}|^.[A-Z][a-z]+ ?[.…:(]?.?$")
# Names of keys, of nodes, of messages and of things that scripts ask browsers for.
NO_WORDS = re.compile(
    r"^[\"`](?:Escape|Enter|Tab|Function|Failure|Control|Meta|Alt|Shift|Home|End|Range|Content-.*|application/.*"
    r"|the runtime|the figures' code|aeexplain \w+|(?:handle|ring|lattice|view|edit-code|error|demo-).*|button .*"
    r"|touch-.*|prefers-.*|constructor .*|\(prefers.*|(?:form|table|script|img|accept|select) [a-z, ]+.*|M\$?.*)[\"`]$"
    r"|^[\"`](?:legend|script|table|article|link)[ \[,]"
    r"|^[\"`](?:Edit|Cell|def |const |the page names no)|\n:host|\narticle >"
    r"|^[\"`][.\[:#(@*]|querySelector|Definition|Statement|cubic|translate|# To see it|# aeexplain|# %%",
    re.DOTALL,
)


def sentences(text):
    """Return the literals of a module that a reader could see as words."""
    lines = COMMENT.sub("", text).split("\n")
    kept = "\n".join(line for line in lines if not FOR_ENGINEERS.search(line.strip()))
    found = [each[0] for each in LITERAL.finditer(kept)]
    return [
        each
        for each in found
        if SENTENCE.search(re.sub(r"\$\{[^}]*\}", " ", each)) and not NO_WORDS.search(each)
    ]


def test_the_browsers_modules_have_no_words_of_their_own():
    found = {
        path.name: words
        for path in (PACKAGE / "browser").rglob("*.js")
        if path != MODULE and path.name not in CONSOLE and (words := sentences(path.read_text("utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        'button.textContent = "Try again";',
        "say(`Paused at frame ${n}.`);",
        'new Failure("its worker broke")',
        'text = "Run";',
    ],
)
def test_a_word_in_a_module_is_found(line):
    assert sentences(f"// @ts-check\n{line}\n")


def test_python_writes_no_words_into_html():
    rooms = [*(PACKAGE / "site").rglob("*.py"), *(PACKAGE / "demo").rglob("*.py")]
    in_html = re.compile(r">[^<>={}]*[A-Za-z]{3,}[^<>={}]*</|aria-label=\"[A-Za-z]")
    for path in rooms:
        if path.parent.name == "serve":  # what only authors see
            continue
        tree = ast.parse(path.read_text("utf-8"))
        texts = [
            each.value
            for each in ast.walk(tree)
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        assert not [each for each in texts if in_html.search(each) and "\n" not in each], path


def test_words_come_from_the_nearest_language_and_from_english_where_there_is_none(tmp_path):
    assert candidates("de-AT-1996") == ["de-at-1996", "de-at", "de"]
    assert words_of("de-AT", tmp_path)("contents") == "Inhalt"
    assert words_of("de-AT", tmp_path).tag == "de-AT"
    assert words_of("tlh", tmp_path)("contents") == "Contents"


def test_a_site_changes_some_words_of_a_language_and_adds_another_by_one_file(tmp_path):
    own = tmp_path / "languages"
    own.mkdir()
    (own / "de.toml").write_text('[page]\ncontents = "Übersicht"\n', "utf-8")
    assert words_of("de", own)("contents") == "Übersicht"
    assert words_of("de", own)("tags") == "Schlagwörter"
    whole = (SHIPPED / "de.toml").read_text("utf-8").replace("Inhalt", "Inhoud")
    (own / "nl.toml").write_text(whole, "utf-8")
    assert words_of("nl-BE", own)("contents") == "Inhoud"
    (own / "fr.toml").write_text('[page]\ncontents = "Sommaire"\n', "utf-8")
    with pytest.raises(
        ExplainError, match=r"languages/fr.toml: lacks the words name, day, decimal_sign and \d+ more"
    ):
        words_of("fr", own)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('[pgae]\ncontents = "C"\n', "no table [pgae]"),
        ('[page]\ncontnets = "C"\n', "no word 'contnets' in [page]"),
        ("[page]\ncontents = 3\n", "is no text"),
        ('[page]\ncontents = { other = "C" }\n', "want a number"),
        ('[article]\nminutes = { one = "{n}" }\n', "a text for 'other'"),
        ('[article]\nminutes = "{count} Min."\n', "a place for 'count'"),
        ("[page\n", "is no TOML"),
    ],
)
def test_a_faulty_table_is_refused_with_its_place(tmp_path, table, told):
    own = tmp_path / "languages"
    own.mkdir()
    (own / "de.toml").write_text(table, "utf-8")
    with pytest.raises(ExplainError) as refused:
        words_of("de", own)
    assert refused.value.where == "languages/de.toml"
    assert told in str(refused.value)
