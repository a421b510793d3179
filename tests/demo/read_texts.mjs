// Reads {cases: [{kind, data, text}], handles: [{kind, data, places, texts}], ...} and answers with the page's kinds, its painters, and what it reads of each text.
import { text } from "node:stream/consumers";

const [browser] = process.argv.slice(2);
const { CONTROL_KINDS, controlKind } = await import(`${browser}/controls/registry.js`);
const { PAINTERS, painterOf } = await import(`${browser}/views/registry.js`);
const { placesOf } = await import("./handle_places.mjs");
const { textOf } = await import(`${browser}/controls/form_values.js`);

const { cases, handles, unknown, headers } = JSON.parse(await text(process.stdin));
const read = cases.map(({ kind, data, text }) => {
  const value = controlKind(kind).readText(text, data);
  return value === null ? null : { value, text: textOf(value) };
});
const refused = unknown.flatMap((name) => [() => controlKind(name), () => painterOf(name)].map((ask) => {
  try {
    return `${ask()}`;
  } catch (error) {
    return error.message;
  }
}));
const handled = await Promise.all(handles.map((handle) => placesOf(browser, handle)));
const sound = headers.map(([header, expected]) => painterOf(header.kind).isSound(header, expected));
process.stdout.write(JSON.stringify({ controls: Object.keys(CONTROL_KINDS), painters: Object.keys(PAINTERS), handled, read, refused, sound }));
