"""Changes to Pyodide's JavaScript: without a list that it does not need, quicker in one place, and fit for WebKit.

A third of the script hands the WebAssembly's functions over one by one, by names that nothing else in it uses; a loop does the
same. That, and how C gets the addresses of symbols (see wrapping.js), an engine can do without. What WebKit needs, no
snapshot can.
"""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from aeexplain.runtime.shrink.optional_steps import UnknownPyodideError

WRAPPING = Path(__file__).with_name("wrapping.js")
# In WebKit, a function that comes out of the table of functions is not the one that the module exports, though it is the same
# code; Emscripten looks functions up by identity, finds none, and gives them places a second time, so that no pointer of a
# snapshot fits. While a module's exports get their places, we look functions up by their names too: WebAssembly names each by
# its number in its module.
FOR_WEBKIT = {
    "var updateTableMap=": "var functionsByName;var updateTableMap=",
    "if(item){functionsInTableMap.set(item,i)}": (
        "if(item){functionsInTableMap.set(item,i);functionsByName?.set(item.name,i)}"
    ),
    "return functionsInTableMap.get(func)||0": (
        "return functionsInTableMap.get(func)||functionsByName?.get(func.name)||0"
    ),
    "functionsInTableMap.set(func,ret);return ret}": (
        "functionsInTableMap.set(func,ret);functionsByName?.set(func.name,ret);return ret}"
    ),
    "var updateGOT=(exports,replace)=>{for(": "var updateGOT=(exports,replace)=>{functionsByName=new Map;for(",
    "newValue}}};": "newValue}}functionsByName=undefined};",
}
# Hands over all functions of the WebAssembly, in the place of the list.
LOOP = {
    "function assignWasmExports(wasmExports){": (
        "function assignWasmExports(wasmExports){for(var name in wasmExports)"
        'if(typeof wasmExports[name]=="function")Module["_"+name]??=wasmExports[name];'
    ),
}
# Which symbols C still has no address of is kept, and not looked for among 9,000 whenever a library is loaded; and of
# those that have a place, only what is asked for gets a global. Our functions are wrapped together, before one is wanted.
QUICK_SYMBOLS = {
    "var GOT={};": "var GOT={};var placed=Object.create(null);var unresolved=new Set;",
    'rtn=GOT[symName]=new WebAssembly.Global({value:"i32",mutable:true},-1)': (
        'rtn=GOT[symName]=new WebAssembly.Global({value:"i32",mutable:true},placed[symName]??-1);'
        "if(!(symName in placed))unresolved.add(symName)"
    ),
    "var existingEntry=GOT[symName]&&": "var existingEntry=symName in placed||GOT[symName]&&",
    'GOT[symName]??=new WebAssembly.Global({value:"i32",mutable:true});GOT[symName].value=newValue': (
        "if(GOT[symName])GOT[symName].value=newValue;else placed[symName]=newValue"
    ),
    "var reportUndefinedSymbols=()=>{for(var[symName,entry]of Object.entries(GOT)){": (
        "var reportUndefinedSymbols=()=>{"
        "wrapTogether([...unresolved].map(name=>GOT[name].value==-1&&resolveGlobalSymbol(name,true).sym));"
        "for(var symName of unresolved){var entry=GOT[symName];"
    ),
    "${typeof value} (${value})`)}}}};": "${typeof value} (${value})`)}}}unresolved.clear()};",
    "var ret=getEmptyTableSlot();try{": (
        "var ret=getEmptyTableSlot();if(wrappers.has(func))setWasmTableEntry(ret,wrappers.get(func));else try{"
    ),
}
ADDING = "var addFunction="
LINE = re.compile(r"^\s*(?://.*)?", re.MULTILINE)
WORD = re.compile(r"[\w$]+")
HANDED_OVER = re.compile(r'(_(\w+))=Module\["\1"\]=wasmExports\["\2"\];')
# All those names.
DECLARED = re.compile(r"(?<=[;}])var (\w+(?:,\w+){1000,});")


def fit_for_webkit(script: str) -> str:
    """Return pyodide.asm.mjs such that a snapshot can be begun in WebKit; UnknownPyodideError where it is another script."""
    return replaced(script, FOR_WEBKIT)


def with_quick_symbols(script: str) -> str:
    """Return pyodide.asm.mjs with addresses of symbols that come quicker; UnknownPyodideError where it is another script."""
    ours = LINE.sub("", WRAPPING.read_text(encoding="utf-8")).replace("\n", "")
    return replaced(script, QUICK_SYMBOLS | {ADDING: ours + ADDING})


def without_listed_names(script: str) -> str:
    """Return pyodide.asm.mjs without the names that are only declared and handed over; a loop hands over what they named.

    UnknownPyodideError where it is another script.
    """
    uses = Counter(WORD.findall(script))
    once = {name for name, _ in HANDED_OVER.findall(script) if uses[name] == 3}
    lists = DECLARED.findall(script)
    expect_once(len(lists), "a long list of names")
    rest = [name for name in lists[0].split(",") if name not in once]
    script = DECLARED.sub(f"var {','.join(rest)};", script)
    script = HANDED_OVER.sub(lambda found: "" if found[1] in once else found[0], script)
    return replaced(script, LOOP)


def replaced(script: str, patches: Mapping[str, str]) -> str:
    """Return the script with each old text, which it must hold once, replaced by the new one."""
    for old, new in patches.items():
        expect_once(script.count(old), old)
        script = script.replace(old, new)
    return script


def expect_once(count: int, what: str) -> None:
    """Raise UnknownPyodideError unless what is to be changed was found once."""
    if count != 1:
        raise UnknownPyodideError(
            "pyodide.asm.mjs",
            f"has {count} times what is to be changed in it: {what}",
            "fit runtime/shrink/patch_pyodide_js.py to this Pyodide",
        )
