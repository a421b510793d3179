/**
 * Return what a reader sees of every figure of the page as it stands, each in the middle of the window:
 * [{ id, height, most, seen, typed, text, handles }, ...]. height: of stage, bar and line, in windows, and `most` that it may have.
 * seen: the least share of a picture of the stage that is in the window and under no bar. typed: text boxes on stage and in
 * the bar. text: [pixels, words] of the smallest words in a drawing. handles: what controls those lie for whose touch area is
 * narrower than `across` pixels.
 */
async (across) => {
  const TYPED = 'input:is([type="text"], [type="number"], :not([type])), textarea';
  const PROBES = 8; // places around the middle of a handle
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

  /** The part of a span that lies in another. */
  const overlap = (from, to, low, high) => Math.max(0, Math.min(to, high) - Math.max(from, low));

  function share(view, bar) {
    const { left, right, top, bottom } = view.getBoundingClientRect();
    if (right === left || bottom === top) return 1;
    const covered = bar?.getBoundingClientRect();
    const lowest = covered && covered.top < bottom && covered.bottom > top ? covered.top : innerHeight;
    return (overlap(left, right, 0, innerWidth) * overlap(top, bottom, 0, lowest)) / ((right - left) * (bottom - top));
  }

  function smallest(stage) {
    const shown = Array.from(stage.querySelectorAll("svg text")).filter((text) => text.checkVisibility());
    const sizes = shown.map((text) => {
      const { c = 0, d = 1 } = text.getScreenCTM() ?? {}; // of words that are turned, both count
      return [parseFloat(getComputedStyle(text).fontSize) * Math.hypot(c, d), text.textContent.trim()];
    });
    return sizes.filter(([, words]) => words).sort(([one], [other]) => one - other)[0] ?? null;
  }

  function isWide(handle) {
    const { left, right, top, bottom } = handle.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return Array.from({ length: PROBES }, (_, probe) => (2 * Math.PI * probe) / PROBES).every((angle) => {
      const radius = across / 2 - 1;
      const at = document.elementFromPoint(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
      return at?.closest("button.handle") !== null;
    });
  }

  // A figure in a fold of the text is seen when that is open.
  for (const fold of document.querySelectorAll("details.deeper")) fold.open = true;
  // What is laid out only when it comes near has another size until then.
  for (const each of document.querySelectorAll(".demo-frame")) each.style.contentVisibility = "visible";
  await frame();
  const found = [];
  for (const figure of document.querySelectorAll("figure.demo")) {
    const box = figure.querySelector(".demo-box");
    const line = figure.querySelector(".demo-line");
    const stage = figure.querySelector("[data-stage]");
    const bar = figure.querySelector(".demo-bar");
    box.scrollIntoView({ block: "center", behavior: "instant" });
    await frame();
    box.scrollIntoView({ block: "center", behavior: "instant" }); // what came into sight has its own height now
    await frame();
    const handles = Array.from(stage.querySelectorAll("button.handle"), (handle) => {
      handle.scrollIntoView({ block: "center", behavior: "instant" });
      return isWide(handle) ? "" : handle.dataset.of;
    });
    box.scrollIntoView({ block: "center", behavior: "instant" });
    found.push({
      id: figure.id,
      height: (line.getBoundingClientRect().bottom - box.getBoundingClientRect().top) / innerHeight,
      most: figure.dataset.mostHeight ? Number(figure.dataset.mostHeight) : null,
      seen: Math.min(1, ...Array.from(stage.querySelectorAll("[data-view]"), (view) => share(view, bar))),
      typed: Array.from(box.querySelectorAll(TYPED)).filter((input) => input.checkVisibility()).length,
      text: smallest(stage),
      handles: [...new Set(handles.filter(Boolean))],
    });
  }
  return found;
}
