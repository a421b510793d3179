import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { addressWriter, fromFragment, toFragment } from "../../../src/aeexplain/browser/figure/address.js";

afterEach(() => delete globalThis.history);

test("a state is read from the address as it was written there", () => {
  const fragment = toFragment("bottleneck", { k: 4, noisy: true, point: "0.5, -1", pad: "1,2 3,4;5,6", word: "a&b=c" });
  assert.match(fragment, /^#bottleneck\?k=4&noisy=on&point=0\.5,\+-1&pad=1,2\+3,4;5,6&/);
  assert.deepEqual(fromFragment(fragment), {
    name: "bottleneck",
    values: { k: "4", noisy: "on", point: "0.5, -1", pad: "1,2 3,4;5,6", word: "a&b=c" },
  });
});

test("what is no figure's address is nothing", () => {
  for (const fragment of ["", "#", "#section", "#?k=1", "#%?k=1"]) assert.equal(fromFragment(fragment), null);
});

test("the first address is written at once, then the newest now and then", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const written = [];
  globalThis.history = { state: null, replaceState: (_, __, fragment) => written.push(fragment) };
  const write = addressWriter();
  for (const fragment of ["#a", "#b", "#c"]) write(fragment);
  assert.deepEqual(written, ["#a"]);
  t.mock.timers.tick(350);
  assert.deepEqual(written, ["#a", "#c"]);
  t.mock.timers.tick(350);
  write("#d");
  assert.deepEqual(written, ["#a", "#c", "#d"]);
});
