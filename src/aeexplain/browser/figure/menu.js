// @ts-check

/**
 * Let a figure's menu close as menus do: by Escape, by a press elsewhere, and when one of its buttons was pressed. "Code" opens the
 * folds in which the code lies, and goes there.
 * @param {HTMLElement} figure
 * @param {AbortSignal} signal
 */
export function bindMenu(figure, signal) {
  const menu = figure.querySelector("[data-menu]");
  if (!(menu instanceof HTMLDetailsElement)) return;
  const summary = menu.querySelector("summary");
  const close = () => void (menu.open = false);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    summary?.focus();
  }, { signal });
  menu.addEventListener("click", ({ target }) => target instanceof HTMLButtonElement && close(), { signal });
  document.addEventListener("pointerdown", ({ target }) => {
    if (menu.open && !(target instanceof Node && menu.contains(target))) close();
  }, { signal });
  menu.querySelector("[data-code]")?.addEventListener("click", () => showCode(figure), { signal });
}

/** @param {HTMLElement} figure */
function showCode(figure) {
  const code = figure.querySelector(".demo-code");
  for (let fold = code; fold; fold = fold.parentElement?.closest("details") ?? null) {
    if (fold instanceof HTMLDetailsElement) fold.open = true;
  }
  code?.querySelector("summary")?.focus();
}
