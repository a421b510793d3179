// @ts-check

/**
 * What runs in an edited figure's worker reaches nothing but its own memory: everything is taken from the worker's globals that is
 * not on the list, network, storage and channels to others among it, and so is the way to make functions from text, which could
 * import a module from anywhere.
 */

/** Of the language, all but what reads code from text. */
const LANGUAGE = `globalThis Infinity NaN undefined isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape unescape Object Boolean Symbol Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError
  URIError InternalError SuppressedError Number BigInt Math Date String RegExp Array Int8Array Uint8Array Uint8ClampedArray Int16Array
  Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array Map Set WeakMap WeakSet WeakRef
  FinalizationRegistry ArrayBuffer SharedArrayBuffer DataView Atomics JSON Iterator Promise Reflect Proxy Intl WebAssembly Function`;
/** Of the browser, what computes, tells the time or writes to the console. */
const BROWSER = `self console performance crypto queueMicrotask structuredClone atob btoa TextEncoder TextDecoder DOMException Event EventTarget
  AbortController AbortSignal ImageData URL URLSearchParams`;
const KEPT = new Set(`constructor ${LANGUAGE} ${BROWSER}`.split(/\s+/));

/**
 * Take from a worker's globals what is not on the list. What cannot be taken: an Error with its name.
 * @param {object} scope  the worker's global object
 */
export function isolate(scope) {
  for (const [held, name] of strangers(scope)) remove(held, name);
  // A browser may hold on to a constant, which leads nowhere.
  const left = strangers(scope).filter(([, name]) => leadsOn(Reflect.get(scope, name)));
  if (left.length) throw new Error(`this browser keeps ${left.map(([, name]) => name).join(", ")} within reach`);
  forbidCodeFromText();
}

/** @param {unknown} value */
function leadsOn(value) {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}

/**
 * Return each name that is not on the list, with the object that has it: the scope, or one that it inherits from.
 * @param {object} scope
 * @returns {Array<[held: object, name: string]>}
 */
function strangers(scope) {
  const found = /** @type {Array<[object, string]>} */ ([]);
  for (let held = scope; held && held !== Object.prototype; held = Object.getPrototypeOf(held)) {
    for (const name of Object.getOwnPropertyNames(held)) if (!KEPT.has(name)) found.push([held, name]);
  }
  return found;
}

/**
 * @param {object} held
 * @param {string} name
 */
function remove(held, name) {
  try {
    if (!Reflect.deleteProperty(held, name)) Object.defineProperty(held, name, { value: undefined });
  } catch {
    // Whether it can still be reached is asked afterwards.
  }
}

/** Every kind of function leads to what makes such functions from text: by its prototype's constructor. */
function forbidCodeFromText() {
  function refuse() {
    throw new TypeError("no code is made from text here");
  }
  refuse.prototype = Function.prototype;
  const kinds = [function () {}, async function () {}, function* () {}, async function* () {}];
  const fixed = { value: refuse, configurable: false, writable: false };
  for (const kind of kinds) Object.defineProperty(Object.getPrototypeOf(kind), "constructor", fixed);
  Object.defineProperty(globalThis, "Function", fixed);
}
