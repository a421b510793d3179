// A reporter for node's test runner: one line of JSON for each test that ended, with its file and what was wrong.
export default async function* lines(events) {
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    if (data.details?.type === "suite") continue;
    const error = data.details?.error;
    const problem = type === "test:fail" ? String(error?.cause?.stack ?? error?.cause ?? error ?? "failed") : null;
    yield `${JSON.stringify({ file: data.file, name: data.name, skipped: Boolean(data.skip || data.todo), problem })}\n`;
  }
}
