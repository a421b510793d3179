// @ts-check
import "./contents.js";
import "./late_modules.js";
import { previewReferences } from "./citations.js";
import { onCopy } from "./copy_selection.js";
import { openFolds } from "./folds.js";
import { watchScrollers } from "./formula_scrollers.js";

/** What every article's text does for its readers: the contents follow them, wide formulas scroll by keyboard, folds open to who is
 * led into them, citations show their references, and what is copied reads as it looks. An article whose figures move begins with main.js, which has this too. */

watchScrollers(document);
openFolds(document);
onCopy(document);
previewReferences(document);
