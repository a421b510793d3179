// What Lighthouse says of a page for a phone. Standard input: JSON, {lighthouse, launcher, chromium, flags, url}: the folders of two packages, a
// browser with its flags. Standard output: JSON, the score between 0 and 1 and the audits' values in milliseconds.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const { lighthouse: home, launcher, chromium, flags, url } = JSON.parse(fs.readFileSync(0, "utf8"));
const AUDITS = {
  first: "first-contentful-paint",
  largest: "largest-contentful-paint",
  blocking: "total-blocking-time",
  shift: "cumulative-layout-shift",
};

const module = async (folder) => import(pathToFileURL(createRequire(path.join(folder, "package.json")).resolve(folder)).href);
const [{ default: lighthouse }, { launch }] = await Promise.all([module(home), module(launcher)]);
const chrome = await launch({ chromePath: chromium, chromeFlags: ["--headless=new", ...flags], logLevel: "silent" });
try {
  const { lhr } = await lighthouse(url, { port: chrome.port, onlyCategories: ["performance"], logLevel: "silent" });
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  const values = Object.entries(AUDITS).map(([name, audit]) => [name, lhr.audits[audit].numericValue]);
  process.stdout.write(JSON.stringify({ score: lhr.categories.performance.score, ...Object.fromEntries(values) }));
} finally {
  await chrome.kill();
}
