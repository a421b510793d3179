// @ts-check

/** One of several native radio buttons. @type {import("../control_kind.js").ControlKind} */
export const choice = {
  readText: (text, data) => (JSON.parse(data["options"] ?? "[]").includes(text) ? text : null),
  read: (control) => buttonsOf(control).find(({ checked }) => checked)?.value ?? "",
  write(control, value) {
    for (const button of buttonsOf(control)) button.checked = button.value === value;
  },
};

/** @param {HTMLElement} control */
function buttonsOf(control) {
  return Array.from(control.querySelectorAll("input"));
}
