// @ts-check

/**
 * Light, dark, or what the system says. A classic script in the page's head, so that the choice holds before anything is
 * painted; its button, which needs a script, appears with it.
 */
(() => {
  const KEY = "aeexplain-theme";
  const CHOICES = ["system", "light", "dark"];
  const root = document.documentElement;

  /** @param {string | undefined} choice */
  function show(choice) {
    if (choice === "light" || choice === "dark") root.dataset["theme"] = choice;
    else delete root.dataset["theme"];
  }

  /** A private window may refuse storage; then the choice holds for this page alone. */
  function stored() {
    try {
      return localStorage.getItem(KEY) ?? "system";
    } catch {
      return "system";
    }
  }

  /** @param {string} choice */
  function store(choice) {
    try {
      if (choice === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // There is nothing to keep it in.
      return;
    }
  }

  show(stored());
  addEventListener("storage", ({ key, newValue }) => key === KEY && show(newValue ?? "system"));
  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]");
    if (!(button instanceof HTMLButtonElement)) return;
    const showName = () => {
      const name = button.dataset[root.dataset["theme"] ?? "system"] ?? "";
      button.setAttribute("aria-label", name);
      button.title = name;
    };
    button.hidden = false;
    showName();
    button.addEventListener("click", () => {
      const now = CHOICES.indexOf(root.dataset["theme"] ?? "system");
      const choice = CHOICES[(now + 1) % CHOICES.length] ?? "system";
      show(choice);
      store(choice);
      showName();
    });
  });
})();
