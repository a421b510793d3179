// Reads one fragment a line as JSON, and answers each with what address.js makes of it, as an address holds it: what it
// read, and that written anew.
import { createInterface } from "node:readline";

const { fromFragment, toFragment } = await import(process.argv[2]);

for await (const line of createInterface({ input: process.stdin })) {
  const address = new URL("https://example.org/");
  address.hash = JSON.parse(line);
  const found = fromFragment(address.hash);
  const again = found && fromFragment(toFragment(found.name, found.values));
  const polluted = Object.keys(Object.prototype).length > 0 || {}.k !== undefined;
  process.stdout.write(JSON.stringify({ found, again, polluted, entries: found && Object.entries(found.values) }) + "\n");
}
