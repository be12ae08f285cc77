"""Iterates of torch.optim.LBFGS with strong Wolfe line search on Rosenbrock's function of twelve numbers.

    python lbfgs_golden.py > ../resources/golden/lbfgs.json

The function is f(x) = sum over i of 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2, all in 32-bit floats.
"""
import json

import torch

ITERATIONS = 30


def rosenbrock(x):
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


def main():
    torch.set_num_threads(1)
    x = torch.tensor([-1.2, 1.0] * 6, requires_grad=True)
    start = x.detach().tolist()
    optimizer = torch.optim.LBFGS([x], lr=1, max_iter=1, max_eval=100, history_size=5, tolerance_grad=-1,
                                  tolerance_change=1e-9, line_search_fn="strong_wolfe")
    steps = []
    for _ in range(ITERATIONS):
        evaluations = 0

        def closure():
            nonlocal evaluations
            evaluations += 1
            optimizer.zero_grad()
            loss = rosenbrock(x)
            loss.backward()
            return loss

        before = float(optimizer.step(closure))
        # torch evaluates at the beginning of each call once more; ours goes on with what the search found there.
        steps.append({"loss": before, "evaluations": evaluations - 1, "picture": x.detach().tolist()})
    print(json.dumps({"torch": torch.__version__, "start": start, "steps": steps}, indent=1))


main()
