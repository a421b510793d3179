"""Pyodide's script without what nothing can call: what goes, what stays, and how its statements are told apart."""

import pytest

from aeexplain.runtime.shrink.js_dead_code import BEGIN, live_code, statements, tokens, without_dead_code
from aeexplain.runtime.shrink.optional_steps import UnknownPyodideError
from aeexplain.runtime.shrink.patch_pyodide_js import without_listed_names
from aeexplain.runtime.shrink.pyodide_files import original_files, texts_of_callers
from aeexplain.runtime.shrink.wasm_modules import imports
from aeexplain.setup.node import node_package

END = "link(wasmImports);return Module}export default _createPyodideModule;\n"
SCRIPT = (
    "var far=()=>1;"
    'function _near(a){return far(a)}_near.sig="ii";Module["_near"]=_near;'
    'function _gone(){return lost()}_gone.sig="v";Module["_gone"]=_gone;'
    'var lost=()=>`}${far("}")}`;'
    'var set={a:/[/}]"/.test("x")};'
    "var one=1,two=2;"
    "var made=new Thing;"
    "registerPost(()=>lost.a?.());"
    "var wasmImports={near:_near,gone:_gone};"
)


def test_what_neither_the_webassembly_nor_a_user_names_goes_with_all_that_only_it_needs():
    lean = live_code(BEGIN + SCRIPT + END, {"near"}, ["module.set"])
    assert (
        lean
        == BEGIN
        + (
            "var far=()=>1;"
            'function _near(a){return far(a)}_near.sig="ii";Module["_near"]=_near;'
            'var set={a:/[/}]"/.test("x")};'
            "var one=1,two=2;"
            "var made=new Thing;"
            "var wasmImports={near:_near};"
        )
        + END
    )


def test_what_a_user_names_stays():
    lean = live_code(BEGIN + SCRIPT + END, {"near"}, ["module._gone() + set"])
    assert lean == BEGIN + SCRIPT.replace(",gone:_gone", "") + END


@pytest.mark.parametrize(
    "text",
    [
        "a=`x${`y${b}`}}`;",
        "a=b/c/d;",
        "a=/[}/]+/g.test(b);",
        "return/}/;",
        "a='}';",
        'a="\\"}";',
        "a={b:[`{`]};",
    ],
)
def test_brackets_within_strings_templates_and_patterns_are_no_brackets(text):
    assert "".join(token for token, _ in tokens(text)) == text
    assert list(statements(text + "}rest")) == [text, "", "}rest"]


@pytest.mark.parametrize(
    ("script", "what"),
    [
        ("export default () => {}", "has 0 times what is to be changed in it: async function _create"),
        (BEGIN + "var a=1;", "cannot be read: it has a function without an end"),
        (BEGIN + "var a=`b", "cannot be read: it has a template without an end"),
        (BEGIN + "var a=/b", "cannot be read: it has a pattern without an end"),
    ],
)
def test_a_script_that_cannot_be_told_apart_is_refused(script, what):
    with pytest.raises(UnknownPyodideError) as error:
        live_code(script, [], [])
    assert error.value.what.startswith(what)


def test_pyodides_script_loses_two_fifths_and_every_import_keeps_what_serves_it():
    files = original_files(node_package("pyodide"))
    whole = files.main
    wanted = set(imports(files.wasm))
    lean = without_dead_code(without_listed_names(whole), wanted, texts_of_callers(files, {}))
    assert len(lean) < 0.45 * len(whole)
    assert "_IMG_Load" in whole
    assert "_IMG_Load" not in lean
    handed = lean.partition("var wasmImports={")[2].partition("};")[0]
    names = {pair.partition(":")[0] for pair in handed.split(",")}
    before = whole.partition("var wasmImports={")[2].partition("};")[0]
    served = {pair.partition(":")[0] for pair in before.split(",")}
    assert names == served & wanted
