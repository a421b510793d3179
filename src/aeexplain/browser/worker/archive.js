// @ts-check
import { Failure } from "../loading/failure.js";

/**
 * Archives as our build writes them: zip files whose members are stored as they are.
 *
 * @typedef {{name: string, data: Uint8Array<ArrayBuffer>}} Member  `data` shows a part of the archive, it is no copy
 * @typedef {{mkdirTree: (path: string) => void,
 *   writeFile: (path: string, data: Uint8Array, options: {canOwn: boolean}) => void}} FileSystem  of Emscripten
 */

const LOCAL_HEADER = 0x04034b50;
const HEADER_BYTES = 30;

/**
 * Return an archive's members in their order.
 * @param {ArrayBuffer} archive
 * @returns {Member[]}
 */
export function members(archive) {
  const view = new DataView(archive);
  const text = new TextDecoder();
  const found = [];
  for (let at = 0; view.getUint32(at, true) === LOCAL_HEADER; ) {
    if (view.getUint16(at + 8, true) !== 0) throw new Failure("an archive is compressed");
    const size = view.getUint32(at + 18, true);
    const name = at + HEADER_BYTES;
    const data = name + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    const nameBytes = new Uint8Array(archive, name, view.getUint16(at + 26, true));
    found.push({ name: text.decode(nameBytes), data: new Uint8Array(archive, data, size) });
    at = data + size;
  }
  return found;
}

/**
 * Write members into a folder of Python's file system.
 * @param {FileSystem} files
 * @param {string} folder
 * @param {Member[]} all
 */
export function install(files, folder, all) {
  const folders = new Set(all.map(({ name }) => name.slice(0, name.lastIndexOf("/") + 1)));
  for (const name of folders) files.mkdirTree(`${folder}/${name}`);
  for (const { name, data } of all) files.writeFile(`${folder}/${name}`, data, { canOwn: true });
}
