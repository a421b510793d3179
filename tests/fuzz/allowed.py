"""What controls allow, said a second time, and texts that are none of it."""

import numpy as np

from aeexplain.demo import controls

VALUES = [
    *(
        "",
        " ",
        "0",
        "-0",
        "-1",
        "1e999",
        "-1e999",
        "NaN",
        "nan",
        "Infinity",
        "0x10",
        "1_000",
        "٣",
        "1e-400",
        "9" * 400,
        "null",
    ),
    *(
        "on",
        "off",
        "true",
        "__proto__",
        "constructor",
        "toString",
        "0,0",
        "nan,nan",
        "1e9,-1e9",
        ",",
        "1,2,3",
        "0 1 2 99999",
    ),
    *(
        "-1 -2",
        "1.5",
        "0,0 99,99;5,5",
        "100,0",
        "0,0;" * 700,
        "<script>",
        "\x00",
        "\ud800",
        "1e3",
        "５",
        "1,1 ",
        " 4 ",
    ),
]


def allowed(control, value):
    """Whether a value is one that the control can take by hand."""
    match control:
        case controls.Slider():
            return control.low <= value <= control.high
        case controls.Choice():
            return value in range(len(control.options))
        case controls.Toggle():
            return isinstance(value, bool)
        case controls.Seed():
            return isinstance(value, int) and 0 <= value <= control.HIGHEST
        case controls.Point():
            return control.x[0] <= value[0] <= control.x[1] and control.y[0] <= value[1] <= control.y[1]
        case controls.Rotation():
            return -180 <= value[0] <= 180 and -90 <= value[1] <= 90
        case controls.Range():
            return control.low <= value[0] <= value[1] <= control.high
        case controls.Pad():
            return value is None or (
                value.shape == (784,) and np.isfinite(value).all() and 0 <= value.min() <= value.max() <= 1
            )
        case controls.Cells():
            return all(cell in range(control.columns * control.rows) for cell in value)
    return False
