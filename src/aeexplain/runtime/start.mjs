// Start Pyodide under Node as the browser's worker does.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { install, members } from "../browser/worker/archive.js";

/**
 * folder: of Pyodide's files. library: an archive in the place of its standard library. packages: archives to unpack into
 * site-packages. lock: the text of its lock file. The seed of Python's hashes is fixed, so that what it writes is too. What it
 * compiles knows its lines, but not its columns, which would be a seventh of every byte-compiled file. `more` is for
 * loadPyodide, and may unpack the packages in another way.
 */
export async function start({ folder, library, packages = [], lock }, more = {}) {
  const { loadPyodide } = await import(pathToFileURL(path.join(folder, "pyodide.mjs")).href);
  return loadPyodide({
    indexURL: folder,
    ...(library ? { stdLibURL: library } : {}),
    ...(lock ? { lockFileContents: lock } : {}),
    env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" },
    stdout: (line) => console.error(line),
    stderr: (line) => console.error(line),
    async fsInit(system, { sitePackages }) {
      for (const file of packages) install(system, sitePackages, opened(file));
    },
    ...more,
  });
}

/** Return the members of an archive on this machine. */
export function opened(file) {
  return members(new Uint8Array(fs.readFileSync(file)).buffer);
}

/** Show folders of this machine in Python's file system: place there → folder here. */
export function mount(python, folders) {
  for (const [place, root] of Object.entries(folders)) {
    python.FS.mkdirTree(place);
    python.FS.mount(python.FS.filesystems.NODEFS, { root }, place);
  }
}

/** Run `main` with what the first argument's file of JSON holds, print what it returns, and end the process. */
export async function answer(main) {
  try {
    const answered = await main(JSON.parse(fs.readFileSync(process.argv[2], "utf8")));
    process.stdout.write(String(answered), () => process.exit(0));
  } catch (error) {
    console.error(error.message); // without the stack, whose first line is a megabyte of Pyodide
    process.exit(1);
  }
}
