// @ts-check
import { inputOf } from "../control_element.js";

/** A native check box. @type {import("../control_kind.js").ControlKind} */
export const toggle = {
  readText: (text) => (text === "on" || text === "off" ? text === "on" : null),
  read: (control) => inputOf(control).checked,
  write: (control, value) => void (inputOf(control).checked = value === true),
};
