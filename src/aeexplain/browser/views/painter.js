// @ts-check

/**
 * What a kind of view is to the page: one module here exports it, under the name that the kind has in Python.
 *
 * @typedef {{kind: string} & Record<string, unknown>} ViewHeader  what Python's `header` gives for the view
 * @typedef {{image: {width: number, height: number} | undefined, offset: number}} Expected  of a view's pixels: the image that an atlas
 *   has for it, and where it stands in the buffer
 *
 * @typedef {Object} Painter
 * @property {(view: ViewHeader, expected: Expected) => boolean} isSound  whether a header from a file is what Python would write
 * @property {(view: ViewHeader) => number} [bytes]  how many of the frame's bytes are the view's; none where it is left out
 * @property {Paint["paint"]} paint  show a view in its place; what is the same as before is left alone
 */

/**
 * A method, so that each painter may take its own kind of header.
 * @typedef {{paint(place: HTMLElement, view: ViewHeader, pixels: ArrayBuffer): void}} Paint
 */

export {};
