// @ts-check
import { offerCells } from "../../editor/article/cell_buttons.js";
import { readPage } from "../page_data.js";

/** What a page begins with, beside its other scripts, where code in its text runs. */

offerCells(readPage(document));
