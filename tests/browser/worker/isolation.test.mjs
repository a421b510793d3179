import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

const MODULE = new URL("../../../src/aeexplain/browser/worker/isolation.js", import.meta.url).href;

/** Run code in a process of its own, since what is taken there does not come back; return what it prints. */
const printed = (code) => execFileSync(process.execPath, ["--input-type=module", "-e", `import { isolate } from "${MODULE}";\n${code}`], { encoding: "utf8" }).trim();

test("what is not on the list is gone, from the scope and from what it inherits", () => {
  const code = `
    class Root { importScripts() {} get caches() { return {}; } }
    class Scope extends Root { constructor() { super(); this.fetch = () => {}; this.TextDecoder = TextDecoder; this.PERSISTENT = 1; } }
    const scope = new Scope();
    isolate(scope);
    console.log(["importScripts", "caches", "fetch", "TextDecoder"].map((name) => name in scope).join());`;
  assert.equal(printed(code), "false,false,false,true");
});

test("what cannot be taken is told by its name", () => {
  const code = `
    const scope = Object.defineProperty({}, "fetch", { value: () => {} });
    try { isolate(scope); } catch (error) { console.log(error.message); }`;
  assert.equal(printed(code), "this browser keeps fetch within reach");
});

test("a constant that cannot be taken leads nowhere and may stay", () => {
  const code = `isolate(Object.defineProperty({}, "PERSISTENT", { value: 1 })); console.log("fine");`;
  assert.equal(printed(code), "fine");
});

test("no function leads to code made from text", () => {
  const code = `
    isolate({});
    const makers = [() => Function("return 1"), () => (() => {}).constructor("return 1"), () => (async () => {}).constructor("return 1"),
      () => (function* () {}).constructor("return 1"), () => (async function* () {}).constructor("return 1"), () => Object.constructor("return 1")];
    console.log(makers.map((make) => { try { make(); return "made"; } catch { return "refused"; } }).join(), (() => {}) instanceof Function);`;
  assert.equal(printed(code), "refused,refused,refused,refused,refused,refused true");
});
