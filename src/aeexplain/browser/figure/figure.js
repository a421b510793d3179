// @ts-check
import { toFragment } from "./address.js";
import { AtlasFrames } from "./atlas_frames.js";
import { Description } from "./words/description.js";
import { isOutdated } from "../loading/edition.js";
import { DrawingFailure, Failure, OutdatedFailure, asFailure } from "../loading/failure.js";
import { ATLAS_HEAD_START } from "../loading/timeouts.js";
import { introduce } from "./introduction.js";
import { latest } from "./latest.js";
import { nudge } from "./nudge.js";
import { copyLink } from "./copy_link.js";
import { bindMenu } from "./menu.js";
import { bindTrays } from "./tray.js";
import { openViews } from "./open_views.js";
import { hideUndrawn } from "./undrawn.js";
import { paint } from "./paint.js";
import { FigureInputs } from "./figure_inputs.js";
import { runOf } from "./run/figure_run.js";
import { watchVisibility } from "./visibility.js";
import { sayState } from "./words/figure_status.js";
import { Status } from "./words/status.js";
import { CHECK_WAITS, DRAWN_AS_RUN_GOES_ON, LIVE, PUBLISHED_ANEW } from "../language/words.js";

/**
 * @typedef {"static" | "precomputed" | "loading" | "live" | "failed"} State
 * @typedef {import("../controls/form_values.js").Values} Values
 */

/** One figure: its controls' values go to the engine, or to its atlas until that is there; what comes back is painted. */
export class Figure {
  name;
  #element;
  #demo;
  #engine;
  #atlas;
  #status;
  #description;
  #onMove;
  #inputs;
  #run;
  #abort = new AbortController();
  #started = false;
  #answerScheduled = false;
  /** @type {import("./words/messages.js").Shown} */
  #shown = { by: "build", nearest: null, stale: false };
  /** @type {import("../loading/failure.js").Failure | null} */
  #failure = null;
  #movedAt = performance.now();
  /** The views of the last frame. @type {ReadonlySet<string>} */
  #drawn = new Set();
  #redraw = latest(
    () => this.#ready(),
    () => this.#draw().catch((error) => this.#fail(error)),
    (error) => this.#fail(error),
  );

  /**
   * @param {HTMLElement} element
   * @param {import("../engine/figure_engine.js").FigureEngine} engine
   * @param {import("../page/page_data.js").AtlasFile | null} atlas
   * @param {(fragment: string) => void} onMove  gets the figure's new address when the reader has moved a control
   */
  constructor(element, engine, atlas, onMove) {
    const { signal } = this.#abort;
    this.name = element.id;
    this.#element = element;
    this.#demo = element.dataset["demo"] ?? "";
    this.#engine = engine;
    const callbacks = { onOpen: () => this.#onAtlas(), onFailure: (/** @type {unknown} */ error) => this.#goWithoutAtlas(error) };
    this.#atlas = new AtlasFrames(atlas, callbacks, signal);
    this.#status = new Status(part(element, "[role=status]"), element, signal);
    this.#description = new Description(element, signal);
    this.#onMove = onMove;
    const form = /** @type {HTMLFormElement} */ (part(element, "form"));
    this.#inputs = new FigureInputs(element, form, {
      onTouch: () => this.#touch(),
      onMove: () => this.#move(),
      isDrawing: () => this.#redraw.busy,
    }, signal);
    this.#run = this.#createRun();
    form.querySelector("[data-link]")?.addEventListener("click", () => this.#link(), { signal });
    bindMenu(element, signal);
    element.addEventListener("aeexplain:check", (event) => this.#answerCheck(/** @type {CustomEvent} */ (event)), { signal });
    bindTrays(element, signal);
    element.addEventListener("toggle", ({ target }) => this.#onFold(target), { signal, capture: true });
    // A figure in a fold of the article draws nothing while that is closed.
    const around = element.parentElement?.closest("details");
    around?.addEventListener("toggle", ({ target }) => this.#onFold(target), { signal });
    element.addEventListener("aeexplain:filled", () => this.#inputs.refresh(), { signal });
    watchVisibility(element, (visible) => this.#onVisibility(visible), signal);
    this.#inputs.refresh();
    nudge(element, signal);
  }

  /** The figure is not far: it may be wanted soon. Settles when its atlas is there, or never will be. */
  async near() {
    if (!this.#engine.needsPermission) await this.#atlas.open();
  }

  /** Go live: the figure is near, or somebody touches it. A reader who saves data is asked first. */
  start() {
    if (this.#started) return;
    this.#started = true;
    const { signal } = this.#abort;
    this.#engine.addEventListener("change", () => this.#onEngineChange(), { signal });
    this.#engine.addEventListener("restart", () => this.#recover(), { signal });
    this.#engine.addEventListener("permit", () => this.#requestFrame(), { signal });
    this.#requestFrame();
  }

  /** Move once by itself, by the frames drawn ahead; settles when that is over. It is no sign that somebody wants more. */
  async introduce() {
    if (this.#engine.needsPermission || this.#started) return;
    await this.#atlas.open();
    if (this.#started) return;
    await introduce({
      element: this.#element,
      inputs: () => ({ values: this.#inputs.values, starts: this.#inputs.starts }),
      preview: (values) => this.#preview(values),
      keep: () => this.#change(),
    }, this.#abort.signal);
  }

  /**
   * Show a state, in the form too, without being asked for it; return whether it is drawn ahead.
   * @param {Values} values
   */
  #preview(values) {
    if (this.#isLive) return false;
    const found = this.#atlas.find(values, this.#inputs.starts);
    if (!found) return false;
    const begun = performance.now();
    paint(this.#element, found.frame);
    this.#inputs.restore(values);
    this.#announce("precomputed", { values: found.values, ms: performance.now() - begun });
    return true;
  }

  /**
   * Take the state that a link describes; a control that it does not name goes to its start.
   * @param {Values} values
   */
  restore(values) {
    this.#inputs.restore(values);
    this.#change();
  }

  /** Draw what the form holds already: a reader has moved it before there was anybody to hear of it. */
  catchUp() {
    this.#move();
  }

  /** Let go of the page. */
  stop() {
    this.#abort.abort();
  }

  #createRun() {
    return runOf({
      element: this.#element,
      values: () => this.#inputs.values,
      demo: this.#demo,
      engine: this.#engine,
      onBegin: () => this.#inputs.rest(),
      show: (frame, detail) => this.#show(frame, { by: "engine", nearest: null, stale: false }, detail),
      say: (sentence, silent, often) => this.#status.say(sentence, silent, often),
      fail: (error) => this.#fail(error),
      showControls: () => this.#change(),
    }, this.#abort.signal);
  }

  /**
   * What lies in a fold is drawn when it is opened.
   * @param {EventTarget | null} fold
   */
  #onFold(fold) {
    if (!(fold instanceof HTMLDetailsElement && fold.open && fold.querySelector("[data-view]"))) return;
    this.#touch();
    if (this.#run?.on) {
      if (hideUndrawn(fold, this.#drawn)) this.#status.mention(DRAWN_AS_RUN_GOES_ON);
      return;
    }
    if (!this.#isLive) this.#scheduleAnswer();
    this.#requestFrame();
  }

  /** @param {boolean} visible */
  #onVisibility(visible) {
    if (!visible) this.#inputs.rest();
    this.#run?.setVisible(visible);
  }

  /** From now on what the figure tells of itself is read out too. */
  #touch() {
    this.#status.speak();
    void this.#atlas.open();
    this.start();
  }

  #move() {
    this.#onMove(this.#fragment());
    this.#change();
  }

  async #link() {
    this.#status.mention(await copyLink(this.#fragment()));
  }

  #fragment() {
    return toFragment(this.name, this.#inputs.values);
  }

  /**
   * Somebody asks which of the demo's checks hold now, and gets a promise.
   * @param {CustomEvent<(checks: Promise<import("../worker/requests.js").Checked[]>) => void>} event
   */
  #answerCheck({ detail: answer }) {
    answer(this.#check());
  }

  async #check() {
    this.#touch();
    if (this.#engine.needsPermission) throw new Failure(CHECK_WAITS);
    await this.#ready();
    return this.#engine.check(this.#demo, this.#inputs.values);
  }

  /** The controls hold other values than the picture shows. */
  #change() {
    this.#movedAt = performance.now();
    this.#run?.end();
    void this.#atlas.open();
    if (!this.#isLive) this.#scheduleAnswer();
    if (this.#started) this.#requestFrame();
    else this.start();
  }

  #onAtlas() {
    if (this.#isLive) return;
    if (this.#state === "static") this.#state = "precomputed";
    if (this.#shown.stale) this.#answer();
    else this.#sayState();
  }

  /** @param {unknown} error  why there is no atlas */
  #goWithoutAtlas(error) {
    this.#atlas.discard();
    console.warn(`[aeexplain] ${this.name}: no precomputed pictures: ${asFailure(error).message}`);
    void this.#lookForEdition();
  }

  /** Answer once before the next picture of the screen, however often a control has moved. */
  #scheduleAnswer() {
    if (this.#answerScheduled) return;
    this.#answerScheduled = true;
    requestAnimationFrame(() => {
      this.#answerScheduled = false;
      if (!this.#isLive && !this.#run?.on) this.#answer();
    });
  }

  /** Show what the atlas holds for the controls' values, or tell that nothing does. */
  #answer() {
    try {
      this.#shown.stale = !this.#showFromAtlas();
    } catch (error) {
      this.#shown.stale = true;
      this.#goWithoutAtlas(error);
    }
    this.#sayState();
  }

  /** Show what the atlas holds, and return whether it holds anything. A damaged atlas: an Error. */
  #showFromAtlas() {
    const found = this.#atlas.find(this.#inputs.values, this.#inputs.starts);
    if (!found) return false;
    const { frame, values, nearest } = found;
    this.#show(frame, { by: "atlas", nearest, stale: false }, { values, ms: performance.now() - this.#movedAt });
    return true;
  }

  /**
   * Ask for a live frame, where the engine may be fetched and is not known to be broken.
   * @returns {void}
   */
  #requestFrame() {
    if (this.#engine.failure) return this.#fail(this.#engine.failure);
    const broken = this.#failure && !(this.#failure instanceof DrawingFailure);
    if (this.#engine.needsPermission || broken) return this.#sayState();
    void this.#atlas.open();
    this.#redraw.ask();
    this.#onEngineChange();
  }

  /** Wait until a live frame can be drawn. The engine, a hundred times its size, does not overtake the atlas on its way. */
  async #ready() {
    if (this.#engine.state === "idle") await Promise.race([this.#atlas.open(), pause(ATLAS_HEAD_START)]);
    await this.#engine.ready(this.#demo);
  }

  async #draw() {
    const askedAt = this.#movedAt;
    const values = this.#inputs.values;
    const frame = await this.#engine.drawFrame(this.#demo, values, openViews(this.#element));
    if (this.#abort.signal.aborted || this.#run?.on) return;
    this.#show(frame, { by: "engine", nearest: null, stale: false }, { values, ms: performance.now() - askedAt });
    this.#sayState();
  }

  /**
   * @param {import("./paint.js").Frame} frame
   * @param {import("./words/messages.js").Shown} shown
   * @param {Record<string, unknown>} detail  for who listens for frames
   */
  #show(frame, shown, detail) {
    paint(this.#element, frame);
    this.#drawn = new Set(Object.keys(frame.views));
    this.#description.show(frame.describe);
    this.#shown = shown;
    const live = shown.by === "engine";
    if (live) {
      this.#failure = null;
      this.#state = "live";
    }
    this.#inputs.refresh();
    this.#announce(live ? "live" : "precomputed", detail);
  }

  /**
   * Tell who listens which frame has been painted.
   * @param {"live" | "precomputed"} source
   * @param {Record<string, unknown>} detail
   */
  #announce(source, detail) {
    window.dispatchEvent(new CustomEvent("aeexplain:frame", { detail: { demo: this.#demo, figure: this.name, source, ...detail } }));
  }

  /** Tell what the engine is doing while we wait for it, and that it broke while we did not. */
  #onEngineChange() {
    const { failure } = this.#engine;
    if (failure && !this.#redraw.busy && !this.#run?.on) this.#fail(failure);
    if (failure || !this.#redraw.busy || this.#isLive) return;
    this.#state = "loading";
    this.#failure = null;
    this.#sayState();
  }

  /** Say how the figure is doing. A run says so itself. */
  #sayState() {
    if (this.#run?.on) return;
    const { control } = this.#atlas;
    sayState(this.#status, {
      shown: this.#shown,
      failure: this.#failure,
      isLive: this.#isLive,
      isLoading: this.#state === "loading",
      atlasControl: this.#failure && control !== null ? this.#inputs.labelOf(control) : "",
      tryAgain: () => this.#tryAgain(),
    }, this.#engine, this.#demo);
  }

  /**
   * Keep the picture and say why it does not move. What an engine left undone that starts again is asked for anew.
   * @param {unknown} error
   */
  #fail(error) {
    if (error === this.#engine.replacedFailure) return this.#requestFrame();
    if (this.#engine.needsPermission) {
      this.#shown.stale = true;
      return this.#sayState();
    }
    if (error === this.#failure) return this.#sayState();
    this.#failure = asFailure(error);
    this.#state = "failed";
    console.error(`[aeexplain] ${this.name}: ${this.#failure.message}\n${this.#failure.detail}`);
    this.#sayState();
    if (!(error instanceof DrawingFailure)) void this.#lookForEdition();
  }

  /** Something did not load: where the site has another edition by now, the files of this one are gone, and none of them comes. */
  async #lookForEdition() {
    if (!(await isOutdated()) || this.#isLive || !(this.#failure || this.#engine.needsPermission)) return;
    this.#failure = new OutdatedFailure(PUBLISHED_ANEW);
    this.#state = "failed";
    this.#sayState();
  }

  /** The engine begins again, and has forgotten every run. */
  #recover() {
    this.#failure = null;
    if (this.#shown.stale || this.#run?.on) this.#change();
    else this.#requestFrame();
  }

  #tryAgain() {
    this.#failure = null;
    if (this.#engine.failure) this.#engine.restart();
    this.#requestFrame();
  }

  /** Whether the engine answers for this figure. */
  get #isLive() {
    return this.#engine.state === "live" && (this.#state === "live" || this.#failure instanceof DrawingFailure);
  }

  get #state() {
    return /** @type {State} */ (this.#element.dataset["state"]);
  }

  set #state(state) {
    if (this.#state === state) return; // as after every live frame but the first
    this.#element.dataset["state"] = state;
    const dot = this.#element.querySelector(".dot");
    if (dot instanceof HTMLElement) dot.title = state === "live" ? LIVE : "";
  }
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * @param {HTMLElement} figure
 * @param {string} selector
 * @returns {HTMLElement}
 */
function part(figure, selector) {
  const found = figure.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`[aeexplain] ${figure.id}: the figure has no ${selector}`);
  return found;
}
