// WebAssembly without the exports that are not among `names`, and without what only they came to: from `file` to out/`file`.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { answer } from "../start.mjs";

await answer(async ({ binaryen: folder, file, names, out }) => {
  const { default: binaryen } = await import(pathToFileURL(path.join(folder, "index.js")).href);
  const module = binaryen.readBinary(fs.readFileSync(file));
  const wanted = new Set(names);
  const exported = Array.from({ length: module.getNumExports() }, (_, i) => binaryen.getExportInfo(module.getExportByIndex(i)).name);
  for (const name of exported.filter((name) => !wanted.has(name))) module.removeExport(name);
  module.runPasses(["remove-unused-module-elements"]);
  fs.writeFileSync(path.join(out, path.basename(file)), module.emitBinary());
  return "";
});
