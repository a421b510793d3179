import assert from "node:assert/strict";
import { test } from "node:test";

import { cellsFile, fileName } from "../../../../src/aeexplain/browser/editor/article/cells_file.js";

const PLAIN = { text: "x = 1\n", solution: "", holds: false };
const TASK = { text: "def f():\n    ...\n\n# mine\n", solution: "def f():\n    return 2\n", holds: false };

test("the pieces stand in their order, each a cell", () => {
  const text = cellsFile("T", "https://example.org/t/", [PLAIN, { ...PLAIN, text: "x" }]);
  assert.match(text, /^# T\n# https:\/\/example\.org\/t\/\n#.*\n\n# %% 1\nx = 1\n\n# %% 2\nx\n$/);
});

test("of an exercise that is not solved the solution runs, and what was written stays to be read", () => {
  const text = cellsFile("T", "", [TASK]);
  assert.ok(text.endsWith("# %% 1\n# def f():\n#     ...\n\n# # mine\n\n# %% A solution\ndef f():\n    return 2\n"), text);
  assert.ok(cellsFile("T", "", [{ ...TASK, holds: true }]).endsWith("# %% 1\ndef f():\n    ...\n\n# mine\n"));
});

test("the file is called as the article's folder, in letters that a module may have", () => {
  assert.equal(fileName("/site/principal-components/"), "principal_components.py");
  assert.equal(fileName("/site/a.b/index.html"), "a_b.py");
  assert.equal(fileName("/"), "article.py");
});
