// A network's forward pass, handwritten in JavaScript. One input, no batches; what passes.py tells is a list of layers.

/**
 * @typedef {Object} Layer
 * @property {string} kind
 * @property {number | null} kept  how many of its outputs go on; null: all
 * @property {number} [size]  of a gather's input, of a scatter's output
 * @property {number[]} [places]  that both know
 * @property {number} [kernel]  a convolution's side
 * @property {Float32Array} [weight]  (outputs, inputs), so that a unit's stand together, or (kernel, kernel, inputs, outputs)
 * @property {Float32Array} [bias]
 */

/** Return the layers with their numbers as the pass wants them. */
export function prepared(layers) {
  return layers.map((layer) => ({
    ...layer,
    ...(layer.weight && { weight: weightOf(layer), bias: Float32Array.from(layer.bias) }),
  }));
}

function weightOf({ kind, weight, bias }) {
  if (kind !== "dense") return Float32Array.from(weight);
  const [outputs, inputs] = [bias.length, weight.length / bias.length];
  return Float32Array.from(weight, (_, at) => weight[(at % inputs) * outputs + Math.floor(at / inputs)]);
}

/** Return what the network makes of an input: its numbers, and of an image its sides. */
export function forward(layers, input, [height, width]) {
  let x = input;
  for (const layer of layers) {
    x = step(layer, x, height, width);
    if (layer.kept !== null) x = x.subarray(0, layer.kept);
  }
  return x;
}

function step(layer, x, height, width) {
  switch (layer.kind) {
    case "dense":
      return dense(layer, x);
    case "convolution":
      return convolution(layer, x, height, width);
    case "gather":
      return Float32Array.from(layer.places, (place) => x[place]);
    case "scatter":
      return scatter(layer, x);
    case "sigmoid":
      return x.map((value) => 1 / (1 + Math.exp(-value)));
    case "silu":
      return x.map((value) => value / (1 + Math.exp(-value)));
    case "tanh":
      return x.map(Math.tanh);
    default:
      throw new Error(`a layer of the kind ${layer.kind} is not written here`);
  }
}

function dense({ weight, bias }, x) {
  const y = new Float32Array(bias.length);
  const inputs = x.length;
  for (let j = 0, at = 0; j < y.length; j += 1) {
    let sum = bias[j];
    for (let i = 0; i < inputs; i += 1, at += 1) sum += x[i] * weight[at];
    y[j] = sum;
  }
  return y;
}

function scatter({ size, places }, x) {
  const y = new Float32Array(size);
  for (let i = 0; i < places.length; i += 1) y[places[i]] = x[i];
  return y;
}

/** With a stride of one and zeros around the image: as many places out as in. */
function convolution({ weight, bias, kernel }, x, height, width) {
  const outputs = bias.length;
  const inputs = weight.length / (kernel * kernel * outputs);
  const before = (kernel - 1) >> 1;
  const y = new Float32Array(height * width * outputs);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const here = (row * width + column) * outputs;
      y.set(bias, here);
      for (let i = 0; i < kernel; i += 1) {
        const r = row + i - before;
        if (r < 0 || r >= height) continue;
        for (let j = 0; j < kernel; j += 1) {
          const c = column + j - before;
          if (c < 0 || c >= width) continue;
          for (let from = 0; from < inputs; from += 1) {
            const value = x[(r * width + c) * inputs + from];
            for (let to = 0, at = ((i * kernel + j) * inputs + from) * outputs; to < outputs; to += 1, at += 1) {
              y[here + to] += value * weight[at];
            }
          }
        }
      }
    }
  }
  return y;
}
