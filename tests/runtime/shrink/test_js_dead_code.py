"""Pyodide's script without what nothing can call: what goes, what stays, and how its statements are told apart."""

import pytest

from aeexplain.errors import ExplainError
from aeexplain.runtime.engine import GLUE, SCRIPTS, WASM, glue, users_of
from aeexplain.runtime.shrink.js_dead_code import BEGIN, pruned, statements, tokens
from aeexplain.runtime.shrink.wasm_sections import imports
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
    told = pruned(BEGIN + SCRIPT + END, {"near"}, ["module.set"])
    assert (
        told
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
    told = pruned(BEGIN + SCRIPT + END, {"near"}, ["module._gone() + set"])
    assert told == BEGIN + SCRIPT.replace(",gone:_gone", "") + END


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


def test_a_script_that_we_do_not_know_is_refused():
    with pytest.raises(
        ExplainError, match=r"has 0 times .* fit runtime/shrink/patch_pyodide_js\.py to this Pyodide"
    ):
        pruned("export default () => {}", [], [])


def test_pyodides_script_loses_two_fifths_and_every_import_keeps_what_serves_it():
    pyodide = node_package("pyodide")
    scripts = {name: (pyodide / name).read_bytes() for name in SCRIPTS}
    wasm = (pyodide / WASM).read_bytes()
    whole, told = scripts[GLUE].decode(), glue(scripts[GLUE], [wasm], users_of(scripts, {})).decode()
    assert len(told) < 0.45 * len(whole)
    assert "_IMG_Load" in whole
    assert "_IMG_Load" not in told
    handed = told.partition("var wasmImports={")[2].partition("};")[0]
    names = {pair.partition(":")[0] for pair in handed.split(",")}
    before = whole.partition("var wasmImports={")[2].partition("};")[0]
    served = {pair.partition(":")[0] for pair in before.split(",")}
    assert names == served & set(imports(wasm))
