import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { fetchWhole, verify } from "../../../src/aeexplain/browser/loading/verified_fetch.js";

const URL_ = "https://a.example/assets/a.css";
const bytes = new TextEncoder().encode("four").buffer;
const received = (type = "text/css") => ({ headers: new Headers({ "Content-Type": type }), bytes });

test("a file comes whole with what the host tells of it", async (t) => {
  t.mock.method(globalThis, "fetch", async () => new Response("four", { headers: { "X-A": "b" } }));
  const { headers, bytes } = await fetchWhole(URL_);
  assert.equal(new TextDecoder().decode(bytes), "four");
  assert.equal(headers.get("X-A"), "b");
});

test("a file that is refused or does not come is named; the page is called so", async (t) => {
  t.mock.method(globalThis, "fetch", async () => new Response("", { status: 404 }));
  await assert.rejects(fetchWhole(URL_), /^Failure: a\.css: the server answered 404/);
  await assert.rejects(fetchWhole("https://a.example/article/"), /^Failure: the page: the server answered 404/);
  t.mock.method(globalThis, "fetch", async () => Promise.reject(new TypeError("no network")));
  await assert.rejects(fetchWhole(URL_), /^Failure: a\.css did not arrive/);
});

test("a host that is silent for too long is not waited for", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  t.mock.method(globalThis, "fetch", (_, { signal }) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))));
  const failed = assert.rejects(fetchWhole(URL_), /a\.css: nothing arrived for 30 seconds/);
  t.mock.timers.tick(30_000);
  await failed;
});

test("the file that the build wrote is believed, as far as the build told of it", async () => {
  const integrity = `sha256-${createHash("sha256").update("four").digest("base64")}`;
  await verify({ url: URL_, bytes: 4, integrity }, received());
  await verify({ url: URL_ }, received());
});

test("a page that is wanted may be sent as one, and is held against its digest all the same", async () => {
  const page = { url: "https://a.example/assets/folds/a.1.html", bytes: 4 };
  await verify(page, received("text/html; charset=utf-8"));
  await assert.rejects(verify({ ...page, integrity: "sha256-AA" }, received("text/html")), /a\.1\.html is not what the build wrote/);
});

test("another size, another digest and a page in its place are refused", async () => {
  await assert.rejects(verify({ url: URL_, bytes: 5 }, received()), /a\.css has 4 bytes instead of 5/);
  await assert.rejects(verify({ url: URL_, integrity: "sha256-AA" }, received()), /a\.css is not what the build wrote/);
  await assert.rejects(verify({ url: URL_ }, received("text/html; charset=utf-8")), /sent a page in its place/);
});
