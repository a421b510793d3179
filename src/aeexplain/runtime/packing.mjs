// Compress a file with everything that Node's libraries give: of `file` there is then out/<name>.gz and out/<name>.br.
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { answer } from "./start.mjs";

const { BROTLI_PARAM_LGWIN, BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;

await answer(async ({ file, out }) => {
  const plain = fs.readFileSync(file);
  const best = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: plain.length };
  const [gz, br] = await Promise.all([
    promisify(zlib.gzip)(plain, { level: 9, memLevel: 9 }),
    promisify(zlib.brotliCompress)(plain, { params: best }),
  ]);
  fs.writeFileSync(path.join(out, `${path.basename(file)}.gz`), gz);
  fs.writeFileSync(path.join(out, `${path.basename(file)}.br`), br);
  return "";
});
