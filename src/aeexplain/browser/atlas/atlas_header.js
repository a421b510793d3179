// @ts-check

/**
 * What stands at an atlas' beginning, before its images' planes, as the build's site/figures/precompute.py writes it.
 *
 * @typedef {Object} AtlasHeader
 * @property {string} control
 * @property {import("../controls/form_values.js").Values[string][]} positions
 * @property {string} first
 * @property {import("./text_diff.js").Patch[]} patches
 * @property {(import("./image_planes.js").PackedImages & {view: string})[]} images
 */

export {};
