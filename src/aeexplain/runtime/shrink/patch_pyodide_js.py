"""Pyodide's JavaScript as we ship it: without a list that it does not need, quicker in one place, and fit for WebKit.

A third of the script hands the WebAssembly's functions over one by one, by names that nothing else in it uses; a loop does the
same.

In WebKit, a function that comes out of the table of functions is not the one that the module exports, though it is the same
code; Emscripten looks functions up by identity, finds none, and gives them places a second time, so that no pointer of a
snapshot fits. While a module's exports get their places, we look functions up by their names too: WebAssembly names each by
its number in its module.

What is quicker is how C gets the addresses of symbols; see also wrapping.js.
"""

import re
from collections import Counter
from pathlib import Path

from aeexplain.errors import ExplainError

WRAPPING = Path(__file__).with_name("wrapping.js")
PATCHES = {
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
    "function assignWasmExports(wasmExports){": (
        "function assignWasmExports(wasmExports){for(var name in wasmExports)"
        'if(typeof wasmExports[name]=="function")Module["_"+name]??=wasmExports[name];'
    ),
}
# Which symbols C still has no address of is kept, and not looked for among 9,000 whenever a library is loaded; and of
# those that have a place, only what is asked for gets a global. Our functions are wrapped together, before one is wanted.
SYMBOLS = {
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
DECLARED = re.compile(r"(?<=[;}])var (\w+(?:,\w+){1000,});")  # all those names


def mended(script: bytes) -> bytes:
    """Return pyodide.asm.mjs as we ship it; ExplainError where it is not the script that we know."""
    text = without_names(script.decode())
    ours = LINE.sub("", WRAPPING.read_text(encoding="utf-8")).replace("\n", "")
    for old, new in (PATCHES | SYMBOLS | {ADDING: ours + ADDING}).items():
        known(text.count(old), old)
        text = text.replace(old, new)
    return text.encode()


def without_names(text: str) -> str:
    """Return the script without the names that are only declared and handed over."""
    uses = Counter(WORD.findall(text))
    once = {name for name, _ in HANDED_OVER.findall(text) if uses[name] == 3}
    lists = DECLARED.findall(text)
    known(len(lists), "a long list of names")
    rest = [name for name in lists[0].split(",") if name not in once]
    text = DECLARED.sub(f"var {','.join(rest)};", text)
    return HANDED_OVER.sub(lambda found: "" if found[1] in once else found[0], text)


def known(count: int, what: str) -> None:
    """Raise ExplainError unless what is to be changed was found once."""
    if count != 1:
        problem = f"has {count} times what is to be changed in it: {what}"
        raise ExplainError(
            "pyodide.asm.mjs", problem, "fit runtime/shrink/patch_pyodide_js.py to this Pyodide"
        )
