"""Pyodide's JavaScript as we ship it: with one fault of WebKit mended.

In WebKit, a function that comes out of the table of functions is not the one that the module exports, though it is the same
code; Emscripten looks functions up by identity, finds none, and gives them places a second time, so that no pointer of a
snapshot fits. While a module's exports get their places, we look functions up by their names too: WebAssembly names each by
its number in its module.
"""

from aeexplain.errors import ExplainError

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
    "GOT[symName].value=newValue}}};": "GOT[symName].value=newValue}}functionsByName=undefined};",
}


def mended(script: bytes) -> bytes:
    """Return pyodide.asm.mjs mended; ExplainError where it is not the script that we know."""
    text = script.decode()
    for old, new in PATCHES.items():
        if text.count(old) != 1:
            what = f"has {text.count(old)} times what is to be mended in it: {old}"
            raise ExplainError("pyodide.asm.mjs", what, "fit runtime/glue.py to this Pyodide")
        text = text.replace(old, new)
    return text.encode()
