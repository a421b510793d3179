// Run a Python file in Pyodide under Node: see pyodide_node.py. Standard output: its last expression's text.
import fs from "node:fs";
import path from "node:path";
import { answer, mount, start } from "./start.mjs";

await answer(async ({ mounts, script, ...how }) => {
  const python = await start(how);
  mount(python, mounts);
  return python.runPython(fs.readFileSync(script, "utf8"), { filename: path.basename(script) });
});
