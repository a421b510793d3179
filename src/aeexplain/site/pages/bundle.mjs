// Bundle modules with all that they import, by esbuild. Standard input: JSON, {esbuild, folder, packages, entries, draft, words}; standard output: JSON, the
// entry's name → its bundle. `words` takes the place of the module with the interface's words. `entries`: name → {module, format}. A draft keeps its names and lines, and carries its map with it.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const { esbuild: home, folder, packages, entries, draft, words } = JSON.parse(fs.readFileSync(0, "utf8"));
const { build, stop } = (await import(pathToFileURL(path.join(home, "lib", "main.js")).href)).default;

async function bundled({ module, format }) {
  const { outputFiles, warnings } = await build({
    absWorkingDir: folder,
    entryPoints: [module],
    format,
    bundle: true,
    nodePaths: [packages],
    write: false,
    outdir: folder,
    target: "esnext",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    minify: !draft,
    plugins: [{ name: "words", setup: ({ onLoad }) => onLoad({ filter: /[\\/]language[\\/]words\.js$/ }, () => ({ contents: words, loader: "js" })) }],
    sourcemap: draft ? "inline" : false,
  });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => `${module}: ${text}`).join("\n"));
  return outputFiles[0].text;
}

const texts = await Promise.all(Object.entries(entries).map(async ([name, entry]) => [name, await bundled(entry)]));
process.stdout.write(JSON.stringify(Object.fromEntries(texts)));
await stop();
