// @ts-check

/** Made of languages/en.toml by `python build.py test tests/languages --renew-words`; other languages' pages have their own. */

export const DECIMAL_SIGN = ".";
export const COPY = "Copy";
export const COPY_THE_CODE = "Copy the code";
export const COPIED = "Copied";
export const COPY_NOT_ALLOWED = "Not allowed; the code is selected";
export const LINK_COPIED = "Link copied.";
export const LINK_NOT_COPIED = "The browser did not allow copying; the address bar now holds the link.";
export const FORMULA = "Formula";
export const PUBLISHED_ANEW = "The article has been published anew since you opened this page";
export const PICTURE_GONE = "{published_anew}, and this picture is gone.";
export const FOLD_GONE = "{published_anew}, and what lies here is gone.";
export const RELOAD_TO_KEEP = "{published_anew}; reload it to keep it for offline.";
export const RELOAD = "Reload";
export const RELOAD_TO_GO_ON = "{sentence} Reload it to go on.";
export const TRY_AGAIN = "Try again";
export const DID_NOT_LOAD = "{what} did not load: {reason}.";
export const PICTURES_AND_THE_CODE = "The pictures and the code";
export const THE_CODE = "The code";
export const FOLD_LACKS = "the page of the fold lacks {what}";
export const FOLD_LACKS_CODE = "the code";
export const KEEP_WITH_SIZE = "Keep for offline ({size})";
export const KEEP_KEPT = "The article is kept in this browser, with its figures, and opens without a network.";
export const KEEP_KEPT_SHORT = "The article is kept in this browser.";
export const KEEP_REMOVE = "Remove it";
export const KEEP_KEEPING = "Keeping…";
export const KEEP_KEEPING_FILE = "Keeping file {done} of {all}…";
export const KEEP_RELOAD_TO_READ = "{kept} {published_anew}: reload it to read what is kept.";
export const KEEP_FAILED = "The article could not be kept: {reason}.";
export const KEEP_FORMER_STAYS = "What was kept before is still there.";
export const KEEP_NOTHING = "Nothing of the article is kept any more.";
export const KEEP_UPDATING = "The article has changed since you kept it; bringing the kept one up to date…";
export const KEEP_NO_ROOM = "the browser has too little room for it, it wants {size}";
export const KEEP_NO_SERVICE = "the script that answers without a network did not start";
export const KEEP_OTHER_EDITION = "the site has another edition";
export const KEEP_STORAGE_CLEARED = "the browser has cleared its storage meanwhile";
export const LIVE = "Live: computed by NumPy in your browser.";
export const LIVE_IN_NOTEBOOK = "Live: computed by NumPy in this notebook's kernel.";
export const WAITS_FOR_ENGINE = "This control waits for the live engine; {picture}.";
export const PRECOMPUTED_AT = "Precomputed at {nearest}, the nearest position that was drawn with the page.";
export const PRECOMPUTED = "Precomputed: drawn when the page was built.";
export const FAILURE_AND_PICTURE = "{failure}; {picture}.";
export const CONTROL_GOES_ON = "“{control}” goes on with precomputed pictures.";
export const PICTURE_OF_BUILD = "the picture shows the state computed when the page was built";
export const PICTURE_PRECOMPUTED = "the picture shows a precomputed state";
export const PICTURE_NEAREST = "the picture shows a precomputed state, the nearest, {nearest}";
export const PICTURE_LAST = "the picture shows the last state that was drawn";
export const LOAD_ENGINE = "Load the live engine ({size})";
export const LOADING_ENGINE = "Loading the live engine";
export const LOADING_OTHERWISE = "One way to start failed; loading the live engine in another";
export const LOADING_AGAIN = "The live engine stopped and starts again";
export const STARTING_PYTHON = "Starting Python…";
export const ARRIVED_OF = ": {bytes} of {size}";
export const MEGABYTES = "{number} MB";
export const DRAWN_AS_RUN_GOES_ON = "What lies here is drawn as the run goes on.";
export const PAUSE = "Pause";
export const CONTINUE = "Continue";
export const RUNNING = "Running";
export const AT_FRAME = ": frame {n}";
export const PAUSED_AT = "Paused at frame {n}.";
export const PAUSED_OUT_OF_SIGHT = "Paused at frame {n} while the figure is out of sight.";
export const FINISHED_AFTER = "Finished after {n} frames.";
export const STEP_OF = "step {n} of {all}";
export const HANDLE_POINT = "{label}: {place}. Arrow keys move it.";
export const HANDLE_ROTATION = "{label}: azimuth {azimuth}, elevation {elevation} degrees. Arrow keys turn it.";
export const HANDLE_CELL_ON = "{label}: row {row}, column {column} is on. Arrow keys choose, the space bar switches.";
export const HANDLE_CELL_OFF = "{label}: row {row}, column {column} is off. Arrow keys choose, the space bar switches.";
export const ENGINE_FAILED = "The live engine did not start: {reason}";
export const ENGINE_STOPPED = "The live engine stopped: {reason}";
export const ENGINE_NOT_STARTED = "The live engine is not started";
export const STATE_NOT_DRAWN = "This state could not be drawn: {reason}";
export const STATE_NOT_CHECKED = "This state could not be checked: {reason}";
export const RUN_NOT_BEGUN = "The run could not begin: {reason}";
export const RUN_BROKE_OFF = "The run broke off: {reason}";
export const RUN_WAITS = "The run waits for the live engine";
export const NO_FRAME = "The worker answered without a frame";
export const CODE_NOT_LOADED = "The figure's code did not load: {reason}";
export const WEIGHTS_NOT_LOADED = "The figure's weights did not load: {reason}";
export const NO_PROGRESS = "no progress for {seconds} seconds";
export const NOTHING_HAPPENED = "nothing happened for {seconds} seconds";
export const NOTHING_ARRIVED = "{name}: nothing arrived for {seconds} seconds";
export const SERVER_ANSWERED = "{name}: the server answered {status}";
export const SERVER_ANSWERED_ALONE = "the server answered {status}";
export const SERVER_SENT_PAGE = "{name}: the server sent a page in its place";
export const SERVER_SENT_ELSE = "the server sent something else than the article";
export const DID_NOT_ARRIVE = "{name} did not arrive";
export const NAME_DID_NOT_LOAD = "{name} did not load";
export const BROKE_OFF = "{name} broke off after {bytes} bytes";
export const OTHER_SIZE = "{name} has {bytes} bytes instead of {size}";
export const NOT_WHAT_WAS_BUILT = "{name} is not what the build wrote";
export const NOT_UNPACKED = "{name} could not be unpacked";
export const NOT_BESIDE_ENGINE = "{name} does not stand beside the engine";
export const THE_PAGE = "the page";
export const WORKER_UNREADABLE = "its worker's answer was unreadable";
export const WORKER_BROKE = "its worker broke";
export const WORKER_NOT_LOADED = "its worker did not load";
export const OUT_OF_MEMORY = "Python ran out of memory";
export const NO_WEBASSEMBLY = "this browser has no WebAssembly";
export const WEBASSEMBLY_REFUSED = "this browser refuses WebAssembly";
export const WEBASSEMBLY_NOT_COMPILED = "Python's WebAssembly does not compile";
export const SINGLE_FILE = "this page is a single file, without Python; the live one is at {address}";
export const THE_SITE_ITSELF = "the site itself";
export const CODE_THIS_ARTICLE = "this article";
export const CODE_LABEL = "The code of this article. Escape leaves it.";
export const CODE_OF_READER = "A reader has edited this article’s code, and sent it with this link. It runs in a worker without network or storage.";
export const CODE_DOWNLOAD_TITLE = "Download the code of this article as a Python file";
export const CODE_DOWNLOADED = "Downloaded: all the code of this article, with your edits, as one Python file.";
export const CODE_INVITATION = "Change this Python, and see what comes of it.";
export const CODE_EXERCISE_INVITATION = "Write it here; a check tells whether it holds.";
export const CODE_TRY_IT = "Try it";
export const CODE_CHECK_HOLDS = "✓ The check holds.";
export const CODE_NOT_YET = "Not yet.";
export const CODE_NOT_YET_SINCE = "Not yet: {unmet}";
export const CODE_OWN = "The article's own code: change it.";
export const CODE_ENDLESS = "It ran for {seconds} seconds without an end, so Python was ended and started afresh";
export const CODE_WAITS = "It waits for the code above, which failed.";
export const CODE_STARTING = "Starting a Python for this article's code…";
export const CODE_STARTING_SIZE = "Starting a Python for this article's code: {bytes} of {size}…";
export const PICTURE = "Picture";
export const PICTURE_NOT_LOADED = "Picture: did not load";
export const EMBED = "Embed";
export const EMBED_LABEL = "HTML that shows this figure, in the state that it is in, in another page. Its frame is as tall as it has to be.";
export const EMBED_NOT_MADE = "The snippet could not be made: {reason}";
export const CHECK = "Check";
export const CHECK_EDIT = "Check what must hold of the edit";
export const CHECK_NOT_LOADED = "Check: did not load";
export const CHECK_HOLDS = "Holds";
export const CHECK_BROKEN = "Does not hold";
export const CHECK_IDLE = "nothing to compare here";
export const CHECK_WORST = "the worst of {count}";
export const CHECK_WAITS = "The live engine checks them, and waits to be loaded";
export const CHECKS_OF = "Checks of {figure}";
export const CHECKS_RUNNING = "Checking…";
export const CHECKS_COUNT = "{count} of {all} hold in this state.";
export const CHECKS_NONE = "This code states nothing to check.";
export const CHECKS_CLOSE = "Close";
export const EDIT_CODE = "Edit";
export const EDIT_INVITATION = "Change this Python, and see what it does to the figure.";
export const EDIT_SHOW = "Show the edit";
export const EDIT_DISMISS = "Dismiss";
export const EDIT_OF_READER = "A reader has edited this figure’s code, and sent it with this link. It runs in a worker without network or storage.";
export const EDIT_FETCHING = "Fetching the editor…";
export const EDIT_NOT_LOADED = "The editor did not load: {reason}.";
export const EDIT_NOT_SHOWN = "The edit of this link cannot be shown: {reason}.";
export const EDIT_NO_CODE = "the figure shows no code";
export const EDIT_RUN = "Run";
export const EDIT_RUN_TITLE = "Run the code (Ctrl-Enter)";
export const EDIT_COMPARE = "Compare";
export const EDIT_COMPARE_TITLE = "What I changed";
export const EDIT_LINK = "Copy link";
export const EDIT_LINK_TITLE = "Copy a link to this edit";
export const EDIT_DOWNLOAD = "Download";
export const EDIT_DOWNLOAD_TITLE = "Download the figure as a Python file";
export const EDIT_HIDE = "Hide code";
export const EDIT_HIDE_TITLE = "Hide the code";
export const EDIT_RESET = "Reset";
export const EDIT_RESET_TITLE = "Throw the edit away";
export const EDIT_SHOW_CODE = "Show code";
export const EDIT_SHOW_CODE_TITLE = "Show the code";
export const EDIT_BACK = "Back to the code";
export const EDIT_PANEL = "Edit the code of {figure}";
export const EDIT_CALLED_FROM = "(called from {lines})";
export const EDIT_LINE = "line {line}";
export const EDIT_GO_TO_LINE = "Line {line}";
export const EDIT_LINE_IN = "line {line}, in {name}";
export const EDIT_AT_LINE = "{what} (line {line})";
export const EDIT_NOTHING_CHANGED = "Nothing is changed.";
export const EDIT_EDITED = "Edited by a reader: it runs in this page alone.";
export const EDIT_LABEL = "The code of {figure}. Escape leaves it.";
export const EDIT_STARTING = "Starting a Python for this figure alone…";
export const EDIT_STARTING_SIZE = "Starting a Python for this figure alone: {bytes} of {size}…";
export const EDIT_OWN_CODE = "The figure's own code: change it.";
export const EDIT_PICTURE_LAST = "The picture is that of the last version that ran.";
export const EDIT_PICTURE_OWN = "The picture is that of the figure's own code.";
export const EDIT_TOO_LONG = "The edit has {count} thousand characters, and a link carries {most}: download it instead.";
export const EDIT_LINK_COPIED = "Link copied. Who opens it is asked before the edit runs.";
export const EDIT_DOWNLOADED = "Downloaded. To see it: aeexplain play and the file; in a checkout: python build.py play.";
export const EDIT_NOT_DOWNLOADED = "The file could not be made: {reason}";
export const EDIT_ENDED = "Nothing was drawn for {seconds} seconds, so Python was ended and started afresh";
export const EDIT_BROKE = "Python broke and was started afresh: {reason}";
export const EDIT_NOT_STARTED = "Python did not start: {reason}";
export const EDIT_PYTHON_NOT_STARTED = "Python is not started";
export const EDIT_OVER = "the edit is over";
export const EDIT_NO_WEIGHTS = "The weight file {name} is not in this article";
export const EDIT_WEIGHTS_KNOWN = "there are {names}";
export const EDIT_TOO_MUCH = "It draws {count} million characters, more than a page can show";
export const EDIT_DRAW_LESS = "draw fewer marks";
export const SEARCH_RUNNING = "Searching …";
export const SEARCH_NOT_LOADED = "The search did not load. Reload this page to try again.";
export const SEARCH_NONE = "No article has “{words}”.";
export const SEARCH_ONE = "One article for “{words}”.";
export const SEARCH_SEVERAL = "{count} articles for “{words}”.";
export const SEARCH_FIRST = "{count} articles for “{words}”; the first {shown} are shown.";

/** What Python's forms keep places for, by key. @type {Readonly<Record<string, string>>} */
export const FORM = {
  more: "More",
  menu: "Menu",
  reset: "Reset",
  one_step: "One step",
  stop: "Stop",
  copy_link: "Copy link",
  code_button: "Code",
  source_of_figure: "The Python source of this figure",
  step: "Step",
  play: "Play",
  clear: "Clear",
  range_from: "from",
  range_to: "to",
  hint_drag: "drag",
  hint_tap: "tap",
  hint_turn: "turn",
  jump_to: "Jump to",
};
