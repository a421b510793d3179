// @ts-check
import { onCopy } from "./copy_selection.js";
import { openFolds } from "./folds.js";
import { watchScrollers } from "./formula_scrollers.js";

/** What every article's text does for its readers: wide formulas scroll by keyboard, folds open to who is led into them, and what is
 * copied reads as it looks. */

watchScrollers(document);
openFolds(document);
onCopy(document);
