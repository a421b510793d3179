"""For every check of a demo an edit of its module, as a reader might make it, that breaks what the check says.

A check that none breaks says nothing: (demo, sentence) → (text of the module, what stands in its place).
"""

MUTATIONS: dict[tuple[str, str], tuple[str, str]] = {
    ("anatomy", "No dot is below −0.2785, the least that x·σ(x) can be"): (
        "    j = unit - 1\n",
        "    j = unit - 1\n    z = z - 0.5\n",
    ),
    ("anatomy", "The twelve numbers alone make the picture"): (
        "    j = unit - 1\n",
        "    j = unit - 1\n    x_hat = (x_hat + x) / 2\n",
    ),
    ("anatomy", "Without the dot the decoder gets a zero in its place"): (
        "without = net.decode(z * (np.arange(UNITS) != j))",
        "without = net.decode(np.where(np.arange(UNITS) != j, z, 1.0).astype(np.float32))",
    ),
    ("anatomy", "Every pixel lies between 0 and 1"): (
        "    j = unit - 1\n",
        "    j = unit - 1\n    x_hat = 1.5 * x_hat\n",
    ),
    ("bottleneck", "At most k numbers of the code are not zero"): (
        "kept = z * (np.arange(UNITS) < k)",
        "kept = z * (np.arange(UNITS) <= k)",
    ),
    ("bottleneck", "Every pixel lies between 0 and 1"): (
        'x_hat = ae.models["net"].decode(kept)',
        'x_hat = 2 * ae.models["net"].decode(kept)',
    ),
    ("bottleneck", "PCA’s error does not grow with k"): (
        "errors: Array = ((pca.decode(pca.encode(x) * kept) - x) ** 2).mean(1)",
        "errors: Array = ((pca.decode(3 * pca.encode(x) * kept) - x) ** 2).mean(1)",
    ),
    ("bottleneck", "Cutting PCA’s picture to what ink can be only helps it"): (
        "x_pca = _by_pca(ae, x, np.arange(UNITS) < k)",
        "x_pca = _by_pca(ae, x, np.arange(UNITS) < k - 1)",
    ),
    ("checkerboard", "Every kernel lies over as many places as it is wide"): (
        "return np.convolve(apart, np.ones(kernel))",
        'return np.convolve(apart, np.ones(kernel), "same")',
    ),
    ("checkerboard", "A second layer multiplies the paths by its kernel’s width"): (
        "paths = overlaps(once, kernel, apart)",
        "paths = overlaps(once, kernel + 1, apart)",
    ),
    ("checkerboard", "The picture is even exactly where the stride divides the width"): (
        "middle, twice = _middle(once, apart),",
        "middle, twice = _middle(once[:-1] + once[1:], apart),",
    ),
    ("compression", "The image has three numbers a pixel"): (
        "image, latent = (SIZES[size], COLOURS),",
        "image, latent = (SIZES[size], 1),",
    ),
    ("compression", "A side f times shorter with c channels is 3 f² ÷ c times smaller"): (
        "SIZES[size] // FACTORS[factor], channels)",
        "SIZES[size] // FACTORS[factor], channels + 1)",
    ),
    ("compression", "Image and latent are as many times apart as is told"): (
        '"fold": Readout(ratio, _fold(ratio))',
        '"fold": Readout(2 * ratio, _fold(ratio))',
    ),
    ("contractive", "The two directions have length 1 and stand at a right angle"): (
        "return np.stack((along, static(along, np.random.default_rng(noise))))",
        "return np.stack((along, along))",
    ),
    ("contractive", "The squared norm is the sum of the squared singular values"): (
        "float(net.contraction(here)),",
        "float(np.sqrt(net.contraction(here))),",
    ),
    ("contractive", "No step is stretched by more than the largest singular value"): (
        "lengths = np.sqrt((images**2).sum(0))",
        "lengths = (np.abs(images)).sum(0)",
    ),
    ("denoise", "The noise is as strong as is told"): (
        "noisy = x + np.float32(sigma) * epsilon",
        "noisy = x + np.float32(sigma**2) * epsilon",
    ),
    ("denoise", "Every pixel lies between 0 and 1"): (
        "np.clip(picture, 0, 1) for key, picture",
        "1.5 * picture for key, picture",
    ),
    ("denoise", "A blur makes no pixel darker than the darkest one before"): (
        '"blur": blur.denoise(noisy, sigma),',
        '"blur": 2 * noisy - blur.denoise(noisy, sigma),',
    ),
    ("denoise", "Decibels are the squared error’s"): (
        "float(psnr(((picture - x) ** 2).mean()))",
        "float(psnr(np.abs(picture - x).mean()))",
    ),
    ("disentangle", "Along a strip only its own number moves"): (
        "codes[row, :, row] = VALUES",
        "codes[row, :, row] = codes[row, :, row - 1] = VALUES",
    ),
    ("disentangle", "All strips go through the bar that is drawn"): (
        "codes[row, :, row] = VALUES",
        "codes[row, :, row] = VALUES + 0.5",
    ),
    ("disentangle", "No unit’s KL is below zero"): (
        'tuple(own["kl"]), rho,',
        'tuple(nats - 0.1 for nats in own["kl"]), rho,',
    ),
    ("disentangle", "MIG lies between 0 and 1"): (
        'return Facts(own["mig"],',
        'return Facts(100 * own["mig"],',
    ),
    ("divergence", "KL ≥ 0, both ways"): (
        "ratio - np.log(ratio) - 1))",
        "ratio - np.log(ratio) - 2))",
    ),
    ("divergence", "What the places add comes to the divergence"): (
        "ratio = (q.width / p.width) ** 2",
        "ratio = q.width / p.width",
    ),
    ("divergence", "By p’s code names, the surprise is that of a mean square of μ² + σ²"): (
        "q.entropy() + there",
        "q.entropy() + back",
    ),
    ("divergence", "No code names make it less than q’s own"): (
        "q.entropy() + there",
        "q.entropy() - there",
    ),
    ("failures", "The error told is that of the framed picture"): (
        "drawn: Array = net.decode(net.encode(inputs[ORDER]))",
        "drawn: Array = net.decode(net.encode(inputs))",
    ),
    ("failures", "No KL is below zero"): (
        '"nats": lambda: state.net.kl(inputs) if',
        '"nats": lambda: state.net.kl(inputs) - 0.1 if',
    ),
    ("failures", "A flat grey misses static by a twelfth"): (
        "STATIC = np.random.default_rng(105).random((INPUTS, SIDE * SIDE), np.float32)",
        "STATIC = np.random.default_rng(105).random((INPUTS, SIDE * SIDE), np.float32) ** 2",
    ),
    ("latent-diffusion", "Every way begins with the noise of that number"): (
        "noise = np.random.default_rng(seed).standard_normal(",
        "noise = 0.5 * np.random.default_rng(seed).standard_normal(",
    ),
    ("latent-diffusion", "The samples are decoded from the codes of this step"): (
        'now = ld.models["vae"].decode(sampling.path[step])',
        'now = ld.models["vae"].decode(sampling.path[step - 1])',
    ),
    ("latent-diffusion", "What is left of the noise and what has come make 100%"): (
        "100 * math.sin(phi) ** 2",
        "100 * math.sin(phi)",
    ),
    ("latent-diffusion", "Every pixel lies between 0 and 1"): (
        'now = ld.models["vae"].decode(sampling.path[step])',
        'now = 2 * ld.models["vae"].decode(sampling.path[step])',
    ),
    ("latent-map", "No pictured digit is nearer than the one shown"): (
        "- here) ** 2).sum(1).argmin())",
        "- here) ** 2).sum(1).argmax())",
    ),
    ("latent-map", "A place is outside exactly where no code is near"): (
        "outside = bool(is_outside(ae, here[None])[0])",
        "outside = bool(is_outside(ae, 2 * here[None] + 1)[0])",
    ),
    ("latent-map", "Every pixel lies between 0 and 1"): (
        'x_hat = ae.models["net"].decode(here[None])[0]',
        'x_hat = 2 * ae.models["net"].decode(here[None])[0]',
    ),
    ("linear-pca", "Three linear units do no better than PCA"): (
        "optimum = variances[:-UNITS].sum() / x.shape[1]",
        "optimum = 2 * variances.sum() / x.shape[1]",
    ),
    ("linear-pca", "PCA’s components, put in for the weights, reach PCA’s error"): (
        "vectors[:, ::-1][:, :UNITS]",
        "vectors[:, ::-1][:, 1 : UNITS + 1]",
    ),
    ("linear-pca", "At PCA’s components gradient descent stands still"): (
        "d_encoder = 2 * (seen @ gram - covariance @ decoder.T) / pixels",
        "d_encoder = 2 * (seen @ gram + covariance @ decoder.T) / pixels",
    ),
    ("linear-pca", "PCA’s components have length 1 and stand at right angles"): (
        "components *= np.sign(",
        "components *= 2 * np.sign(",
    ),
    ("linear-pca", "Angles between two subspaces lie between 0° and 90°"): (
        "falling: Array = np.degrees(np.arccos(np.minimum(cosines, 1)))[::-1]",
        "falling: Array = np.degrees(np.arccos(-np.minimum(cosines, 1)))",
    ),
    ("masked", "What was given stays as it was given"): (
        "filled = neighbour_fill(x, visible)",
        "filled = neighbour_fill(x, visible) * 0.9",
    ),
    ("masked", "What is covered does not change the answer"): (
        "other = np.where(covered, 1 - x, x)",
        "other = 1 - x",
    ),
    ("masked", "As much is covered as is told"): (
        "name, count = mae.samples[",
        "count = hidden\n    name, _ = mae.samples[",
    ),
    ("numpy-autoencoder", "PCA’s error does not grow with k"): (
        "return float((lengths[k:] ** 2).sum() / COUNT)",
        "return float((lengths[:k] ** 2).sum() / COUNT)",
    ),
    ("numpy-autoencoder", "What PCA leaves of the faces is the variance beyond k directions"): (
        "lengths = np.linalg.svd(images - images.mean(0), compute_uv=False)",
        "lengths = np.linalg.svd(images, compute_uv=False)",
    ),
    ("numpy-autoencoder", "A step goes down the loss’s own gradient"): (
        "    after = [*layers]\n    step(after, x, 1.0)\n",
        "    after = [*layers]\n    step(after, x[:32], 1.0)\n",
    ),
    ("power-iteration", "Every arrow has length 1"): (
        "ways.append(way / np.hypot(*way))",
        "ways.append(way)",
    ),
    ("power-iteration", "No arrow keeps more variance than λ₁"): (
        "way = covariance @ ways[-1]\n        ways.append(way / np.hypot(*way))",
        "way = covariance @ ways[-1]\n        ways.append(way)",
    ),
    ("power-iteration", "No multiplication lowers the variance along the arrow"): (
        "way = covariance @ ways[-1]",
        "way = np.linalg.inv(covariance) @ ways[-1]",
    ),
    ("power-iteration", "Every step multiplies the tangent of the angle by λ₂ ÷ λ₁"): (
        "float(values[0] / values[1])",
        "float(np.sqrt(values[0] / values[1]))",
    ),
    ("projection", "Every thread stands at a right angle to the line"): (
        "shadows = along[:, None] * way",
        "shadows = 0.9 * along[:, None] * way",
    ),
    ("projection", "What is lost is the mean square of the threads"): (
        "kept, all_of_it = float(np.mean(along**2)),",
        "kept, all_of_it = float(np.mean(np.abs(along))),",
    ),
    ("projection", "No line keeps more than the first component"): (
        "kept, all_of_it = float(np.mean(along**2)),",
        "kept, all_of_it = float(np.max(along**2)),",
    ),
    ("rate-distortion", "KL ≥ 0, for every face and number of its code"): (
        '"nats": lambda: kl_divergence(',
        '"nats": lambda: -kl_divergence(',
    ),
    ("rate-distortion", "From n faces the information seems no more than log n"): (
        "mixture = np.log(np.exp(logs - own[:, None]).mean(1)) + own",
        "mixture = 2 * np.log(np.exp(logs - own[:, None]).mean(1)) + own",
    ),
    ("rate-distortion", "Information and distance from the prior make the rate"): (
        "return information, rate - information",
        "return information, rate",
    ),
    ("rate-distortion", "No other network has a smaller loss at this β"): (
        "np.array(distortions) + betas[beta] * np.array(rates)",
        "np.array(distortions) + np.array(rates)",
    ),
    ("score-field", "A mean cosine lies between −1 and 1"): (
        '"cosine": readout(field.cosine)',
        '"cosine": readout(100 * field.cosine)',
    ),
    ("score-field", "Your point’s way begins where it was dropped"): (
        "_ways(held.field, _point(own), sigma)",
        "_ways(held.field, -_point(own), sigma)",
    ),
    ("score-field", "The last step takes all the noise that is left"): (
        "np.geomspace(sigma, LAST, STEPS).tolist(), 0.0)",
        "np.geomspace(sigma, LAST, STEPS).tolist(), 0.04)",
    ),
    ("score-field", "The true arrows are σ² times the slope of the log density"): (
        "variance = mixture.width**2 + sigma**2\n\n",
        "variance = sigma**2\n\n",
    ),
    ("sparse", "At most k units are above zero"): (
        "found = net.encode(x, k)",
        "found = net.encode(x, k + 1)",
    ),
    ("sparse", "No unit is below zero"): (
        "found = net.encode(x, k)",
        "found = net.encode(x, k) - np.float32(0.01)",
    ),
    ("sparse", "The parts sum to the whole"): (
        "np.cumsum(net.parts(z)[order], 0)",
        "np.cumsum(net.parts(found)[order], 0)",
    ),
    ("sparse", "PCA’s error does not grow with k"): (
        "pca.encode(x) * counted",
        "3 * pca.encode(x) * counted",
    ),
    ("swiss-roll", "PCA’s map makes no distance longer"): (
        '"flat": codes["linear"][:COUNT]',
        '"flat": codes["twin"][:COUNT]',
    ),
    ("swiss-roll", "No two directions hold more variance than PCA’s map"): (
        '"flat": codes["linear"][:COUNT]',
        '"flat": cloud[:, :2]',
    ),
    ("swiss-roll", "Trustworthiness and continuity lie between 0 and 1"): (
        "worst = len(ANCHORS) * NEIGHBOURS * (2 * COUNT - 3 * NEIGHBOURS - 1) / 2",
        "worst = len(ANCHORS) * NEIGHBOURS",
    ),
    ("swiss-roll", "No more neighbours stay than there are"): (
        "<= np.partition(away, NEIGHBOURS)[NEIGHBOURS]))",
        "<= np.partition(away, NEIGHBOURS)[NEIGHBOURS])) + 6",
    ),
    ("upsampling", "A picture’s variance is the energy of all its frequencies"): (
        "np.arange(1, SIDE // 2 + 1)).astype(float)",
        "np.arange(1, SIDE // 2 + 1)).astype(float)[:, ::-1] * np.linspace(0, 1, SIDE // 2)",
    ),
    ("upsampling", "Shares lie between 0% and 100%"): (
        '"share3": readout(odd, ".1f")',
        '"share3": readout(100 * odd, ".1f")',
    ),
    ("upsampling", "Behind the last sigmoid every pixel lies between 0 and 1"): (
        "outputs = {name: sigmoid(logits) for",
        "outputs = {name: np.tanh(logits) for",
    ),
    ("vae", "KL ≥ 0, for every face and number of its code"): (
        "kl_divergence(mu, 2 * np.log(sigma))",
        "kl_divergence(mu, 2 * np.log(sigma)) - 1",
    ),
    ("vae", "An ELBO is at most its reconstruction"): (
        '"elbo": _sum(fit, kl)',
        '"elbo": _sum(fit, -kl)',
    ),
    ("vae", "No cloud is nearer than the nearest"): (
        "nearest, inside = int(away.argmin()),",
        "nearest, inside = int(np.hypot(*(z - mu).T).argmax()),",
    ),
    ("vae", "A place is inside a cloud exactly where the nearest one reaches it"): (
        "int((away <= CLOUD).sum())",
        "int((away <= CLOUD / 2).sum())",
    ),
    ("vae", "The draw is as many σ from its face’s μ as ε says"): (
        "z = mu[chosen] + sigma[chosen] * np.array(eps)",
        "z = mu[chosen] + sigma[chosen] ** 2 * np.array(eps)",
    ),
    ("vq", "The token is the nearest vector"): (
        "own, k = net.quantise(z), int(net.quantise(dragged))",
        "own, k = net.quantise(z), int(net.quantise(dragged[::-1]))",
    ),
    ("vq", "At every place of the digit it is the nearest"): (
        "own, k = net.quantise(z),",
        "own, k = (net.quantise(z) + 1) % 32,",
    ),
    ("vq", "No place but the chosen ones changes its token"): (
        "swapped[list(places)] = k",
        "swapped[[0, *places]] = k",
    ),
    ("vq", "The same tokens draw the same picture"): (
        "change = x_hat - x_own",
        "change = x_hat - x",
    ),
    ("walk", "z(t) lies on the straight line from A to B"): (
        "here = (1 - t) * start + t * end",
        "here = (1 - t) * start + t**2 * end",
    ),
    ("walk", "At A and at B both ways show the same picture"): (
        "faded = (1 - t) * first + t * last",
        "faded = (first + last) / 2",
    ),
    ("walk", "A cross-fade is no darker than the darker of its ends"): (
        "faded = (1 - t) * first + t * last",
        "faded = first + last",
    ),
}

# What makes a demo quick enough to be run once for every edit; it changes nothing that a check says.
QUICKER = {"numpy-autoencoder": ("STEPS, SEED = 2_000, 0", "STEPS, SEED = 40, 0")}
