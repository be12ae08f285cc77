"""Iterates of torch.optim.LBFGS in the coordinates in which the smoothing is the identity.

    python smoothed_lbfgs_golden.py > ../resources/golden/smoothed-lbfgs.json

With x = R z, where R is the symmetric root of P, L-BFGS on z that begins with a multiple of the identity is L-BFGS on x
that begins with the same multiple of P. R is not made of cosines here: it is a filter of the picture continued by its
mirror image, which the fast Fourier transform applies. The function is the sum over all numbers of
w (x - t)^2 / 2 + x^4 / 4 with w = 1 + i mod 7 and t = sin(i) for the i-th number.
"""
import json

import torch

SHAPE = (1, 3, 5, 8)
ORDER, WAVELENGTH = 1.5, 20.0
FIRST, HISTORY, STEPS = 0.1, 4, 12


def filtered(x, power):
    height, width = x.shape[2:]
    mirrored = torch.cat([x, x.flip(3)], 3)
    mirrored = torch.cat([mirrored, mirrored.flip(2)], 2)
    down, across = torch.fft.fftfreq(2 * height, dtype=x.dtype), torch.fft.fftfreq(2 * width, dtype=x.dtype)
    squared = down[:, None] ** 2 + across[None] ** 2
    factors = (1 + WAVELENGTH**2 * squared) ** (-ORDER / 2 * power)
    return torch.fft.ifft2(torch.fft.fft2(mirrored) * factors).real[:, :, :height, :width]


def loss(x):
    i = torch.arange(x.numel(), dtype=x.dtype).view(SHAPE)
    return ((1 + i % 7) * (x - torch.sin(i)) ** 2 / 2 + x**4 / 4).sum()


def main():
    z = torch.zeros(SHAPE, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([z], lr=1, max_iter=1, max_eval=1, history_size=HISTORY, tolerance_grad=-1,
                                  tolerance_change=-1)
    group = optimizer.param_groups[0]
    steps = []

    def closure():
        optimizer.zero_grad()
        value = loss(filtered(z, 0.5))
        value.backward()
        return value

    for step in range(STEPS):
        group["lr"] = 1.0
        if step == 0:
            closure()
            wanted = FIRST / filtered(z.grad, 0.5).pow(2).mean().sqrt()
            group["lr"] = float(wanted / min(1.0, 1 / z.grad.abs().sum()))  # it multiplies by that minimum
        before = float(optimizer.step(closure))
        picture = filtered(z.detach(), 0.5)
        steps.append({"loss": before, "picture": picture.flatten().tolist()})
    impulse = torch.zeros(SHAPE, dtype=torch.float64)
    impulse[0, 1, 2, 3] = 1
    print(json.dumps({"torch": torch.__version__, "smoothedImpulse": filtered(impulse, 1).flatten().tolist(),
                      "steps": steps}, indent=1))


main()
