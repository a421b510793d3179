// C calls JavaScript through pointers, for which WebAssembly wants functions of its own. Emscripten wraps each of ours in a
// module that it compiles for it, 250 times; here one module wraps them all.
var wrappers = new Map();
var wrapTogether = (functions) => {
  var bare = [...new Set(functions)].filter((func) => typeof func == "function" && func.sig && !getFunctionAddress(func));
  var sigs = [...new Set(bare.map((func) => func.sig))];
  var number = (n) => (n < 128 ? [n] : [(n % 128) | 128, ...number(n >> 7)]);
  var name = (text) => [text.length, ...Array.from(text, (letter) => letter.charCodeAt(0))];
  var section = (id, items) => {
    var body = [...number(items.length), ...items.flat()];
    return [id, ...number(body.length), ...body];
  };
  var types = sigs.map((sig) => [96, ...generateTypePack(sig.slice(1)), ...generateTypePack(sig[0] == "v" ? "" : sig[0])]);
  var imports = bare.map((func, i) => [...name("e"), ...name(`${i}`), 0, ...number(sigs.indexOf(func.sig))]);
  var exports = bare.map((_, i) => [...name(`${i}`), 0, ...number(i)]);
  var code = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, ...section(1, types), ...section(2, imports), ...section(7, exports));
  var { exports: made } = new WebAssembly.Instance(new WebAssembly.Module(code), { e: bare });
  bare.forEach((func, i) => wrappers.set(func, made[i]));
};
