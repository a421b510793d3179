import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { bestForm, compressedFetch, sizeInForm, storedForm } from "../../../src/aeexplain/browser/loading/compressed_forms.js";

const SIZES = { plain: 4, gz: gzipSync("four").length, br: 1 };

/** A host with these files, and what it was asked for. */
function host(files) {
  const asked = [];
  const fetch = async (url) => {
    const name = url.split("/").pop();
    asked.push(name);
    const [body, headers = {}] = files[name] ?? [];
    return body === undefined ? new Response("", { status: 404 }) : new Response(body, { headers });
  };
  return { asked, fetch };
}

function fetched({ fetch }, form, sizes = SIZES) {
  const failures = [];
  const watcher = { onBytes() {}, onFailure: ({ message }) => failures.push(message) };
  const get = compressedFetch(fetch, { "a.zip": sizes }, form, watcher);
  return get("https://a.example/a.zip").then(async (answer) => ({ text: await answer.text(), answer, failures }));
}

/** A browser that knows these formats; brotli is gzip here, since what matters is which file was asked for. */
function knowing(t, ...formats) {
  const Plain = globalThis.DecompressionStream;
  t.after(() => (globalThis.DecompressionStream = Plain));
  globalThis.DecompressionStream = function (format) {
    if (!formats.includes(format)) throw new TypeError("unknown");
    return new Plain("gzip");
  };
}

test("a packed file is asked for by its own name, and unpacked", async () => {
  const site = host({ "a.zip.gz.bin": [gzipSync("four")] });
  const { text, answer } = await fetched(site, "gz");
  assert.equal(text, "four");
  assert.equal(answer.headers.get("Content-Type"), "application/wasm");
  assert.deepEqual(site.asked, ["a.zip.gz.bin"]);
});

test("a host that has no brotli is asked for gzip", async (t) => {
  knowing(t, "brotli", "gzip");
  const site = host({ "a.zip.gz.bin": [gzipSync("four")] });
  assert.equal((await fetched(site, "br")).text, "four");
  assert.deepEqual(site.asked, ["a.zip.br", "a.zip.gz.bin"]);
});

test("what the browser has unpacked by itself is not unpacked once more", async (t) => {
  knowing(t, "brotli", "gzip");
  const site = host({ "a.zip.br": ["four", { "Content-Encoding": "br" }] });
  assert.deepEqual((await fetched(site, "br")).failures, []);
});

test("a plain file from a host that does not compress it is taken packed; from one that does, as it is", async () => {
  const bare = host({ "a.zip": ["four"], "a.zip.gz.bin": [gzipSync("four")] });
  assert.equal((await fetched(bare, "plain")).text, "four");
  assert.deepEqual(bare.asked, ["a.zip", "a.zip.gz.bin"]);
  const packing = host({ "a.zip": ["four", { "Content-Encoding": "br" }] });
  assert.equal((await fetched(packing, "plain")).text, "four");
  assert.deepEqual(packing.asked, ["a.zip"]);
});

test("a file that the build did not pack is taken as it is", async () => {
  const site = host({ "a.zip": ["four"] });
  assert.equal((await fetched(site, "gz", { plain: 4 })).text, "four");
  assert.deepEqual(site.asked, ["a.zip"]);
});

test("WebAssembly from a host that does not know it is called so; what is called so already comes back itself", async () => {
  for (const [type, kept] of [["text/plain", false], ["application/wasm", true]]) {
    const sent = new Response("four", { headers: { "Content-Type": type } });
    Object.defineProperty(sent, "url", { value: "https://a.example/a.wasm" });
    const get = compressedFetch(async () => sent, { "a.wasm": { plain: 4 } }, "plain", { onBytes() {}, onFailure() {} });
    const answer = await get("https://a.example/a.wasm");
    assert.equal(answer === sent, kept);
    assert.equal(answer.headers.get("Content-Type"), "application/wasm");
  }
});

test("a packed file that is none is named", async () => {
  const site = host({ "a.zip.gz.bin": ["no gzip at all"] });
  const failures = [];
  const watcher = { onBytes() {}, onFailure: ({ message }) => failures.push(message) };
  const answer = await compressedFetch(site.fetch, { "a.zip": { plain: 4, gz: 14 } }, "gz", watcher)("https://a.example/a.zip");
  await assert.rejects(answer.text());
  assert.deepEqual(failures, ["a.zip.gz.bin could not be unpacked"]);
});

test("the form that costs least is brotli, then what the host sends, then our gzip", (t) => {
  knowing(t, "brotli", "gzip");
  assert.equal(bestForm("https://a.example/main.js"), "br");
  knowing(t, "gzip");
  t.mock.method(performance, "getEntriesByName", () => [{ contentEncoding: "br" }]);
  assert.equal(bestForm("https://a.example/main.js"), "plain");
  t.mock.method(performance, "getEntriesByName", () => []);
  assert.equal(bestForm("https://a.example/main.js"), "gz");
  knowing(t);
  assert.equal(bestForm("https://a.example/main.js"), "plain");
});

test("what is kept for offline is packed where the browser can unpack it", (t) => {
  knowing(t, "brotli", "gzip");
  assert.equal(storedForm(), "gz");
  knowing(t);
  assert.equal(storedForm(), "plain");
});

test("a form that a file lacks counts as the file itself", () => {
  assert.deepEqual(["plain", "gz", "br"].map((form) => sizeInForm({ plain: 9, gz: 3 }, form)), [9, 3, 9]);
});
