"""Inputs of the built page, given any text: what they then hold is read in Python."""

from browser.sources import serve_sources
from fuzz.allowed import VALUES, allowed

from aeexplain import bridge

WRITE_AND_READ = """async ([modules, texts]) => {
  const { readValues, writeValues } = await import(modules + "controls/form_values.js");
  const held = [];
  const forms = document.querySelectorAll("figure[data-demo] form");
  for (const form of forms) {
    const names = Array.from(form.elements, ({ name }) => name).filter(Boolean);
    for (const text of texts) {
      writeValues(form, Object.fromEntries(names.map((name) => [name, text])));
      held.push([form.closest("figure").dataset.demo, readValues(form)]);
    }
  }
  return [forms.length, held];
}"""


def test_inputs_that_are_given_anything_hold_what_their_controls_allow(browser, site):
    """The last door: each text is written into every input of the built page, and what they then hold is read in Python."""
    page = browser.new_page()
    page.goto(f"{site}autoencoders/")
    forms, held = page.evaluate(WRITE_AND_READ, [serve_sources(page, site), VALUES])
    page.close()
    names = {name for name, _ in held}
    assert len(names) > 10
    assert len(held) == len(VALUES) * forms
    for name, values in held:
        demo = bridge.find(name)
        for control, read in demo.read(values).items():
            assert allowed(demo.controls[control], read), (name, control, values)
