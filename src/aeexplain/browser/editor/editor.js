// @ts-check

/** What comes when a reader edits a figure's code, as one file. */

export { decodeEdit } from "./edit_code.js";
export { Editing } from "./editing.js";
