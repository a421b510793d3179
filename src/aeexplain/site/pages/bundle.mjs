// Prints a module with all that it imports. Arguments: the address of esbuild, the module, the folder of its packages.

const [esbuild, module, packages] = process.argv.slice(2);
const { build } = await import(esbuild);
const { outputFiles } = await build({
  entryPoints: [module],
  nodePaths: [packages],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  write: false,
  logLevel: "silent",
});
process.stdout.write(outputFiles[0].text);
