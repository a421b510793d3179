// @ts-check
import { onCopy } from "./copy_selection.js";
import { watchScrollers } from "./formula_scrollers.js";

/** What every article's text does for its readers: wide formulas scroll by keyboard, and what is copied reads as it looks. */

watchScrollers(document);
onCopy(document);
