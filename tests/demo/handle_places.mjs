// What a control's handle enters for a place, and where it then stands: by the page's own modules.

/**
 * Return for each place (shares of the picture, across and down) the text that the handle enters, and the text for where it stands then.
 */
export async function placesOf(browser, { kind, grip, data, places }) {
  const { controlKind } = await import(`${browser}/controls/registry.js`);
  const { textOf } = await import(`${browser}/controls/form_values.js`);
  const steps = await import(`${browser}/controls/instruments/places.js`);
  const { showPair, readPair } = await import(`${browser}/controls/numbers.js`);
  const { readText } = controlKind(kind);
  const span = Number(data.high) - Number(data.low);
  const options = JSON.parse(data.options ?? "[]");
  const [columns, rows] = [Number(data.columns), Number(data.rows)];

  /** By what moves it: a place as shares, and the value for it; a value, and its place as shares. */
  const moved = {
    axis: [
      ([across]) => steps.valueAtPlace(Number(data.low) + (across * 1.2 - 0.1) * span + Number(data.offset), data),
      (value) => [((steps.placeOfValue(value, data) - Number(data.offset) - Number(data.low)) / span + 0.1) / 1.2, 0],
    ],
    track: [([across]) => steps.valueAtShare(across, data), (value) => [steps.shareOfValue(value, data), 0]],
    sheet: [
      (place) => options[steps.cellAt(place, columns, options.length)],
      (option) => steps.middleOfCell(options.indexOf(option), columns, options.length),
    ],
    stops: [([across]) => options[steps.valueAtShare(across, data)], (option) => [steps.shareOfValue(options.indexOf(option), data), 0]],
    cells: [
      (place) => readText(String(steps.cellAt(place, columns, columns * rows)), data),
      (cell) => steps.middleOfCell(Number(cell), columns, columns * rows),
    ],
    pair: [
      ([across, down]) => readText(showPair([across * 500 - 250, down * 200 - 100]), data),
      (text) => ((pair) => [(pair[0] + 250) / 500, (pair[1] + 100) / 200])(readPair(text)),
    ],
  };
  const by = { slider: grip === "knob" ? "track" : "axis", choice: grip === "knob" ? "stops" : "sheet", cells: "cells" }[kind] ?? "pair";
  const [valueAt, placeOf] = moved[by];
  return places.map((place) => {
    const value = valueAt(place);
    return { value, text: textOf(value), again: textOf(valueAt(placeOf(value))) };
  });
}
