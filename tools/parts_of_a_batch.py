"""A batch of 16 cut into parts, each with a curvature of its own, that of the whole batch, or a running one; into results/parts.json.

usage: parts_of_a_batch.py [SEEDS]
"""
import json
import platform
import sys
from pathlib import Path

import torch
from torch import nn

from newton_losses_nb import Fisher, NewtonLoss, Relative, Running, __version__
from newton_losses_nb.sorting import NeuralSort, RankingLoss, exact_match

STEPS, BATCH, LR = 300, 16, 1e-2

def run(
    method:str, # 'plain', 'fisher', 'fisher, whole', 'fisher, running' or 'hessian'
    parts:int,  # into how many equal parts each batch is cut
    seed:int,
)->float:       # in per cent
    "Unseen sets of five that are ranked without a mistake after 300 steps of Adam"
    torch.manual_seed(seed)
    x = torch.randn(1500, 5, 20)
    labels = x @ torch.randn(20)
    net = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 1))
    loss, adam = RankingLoss(NeuralSort(tau=.1)), torch.optim.Adam(net.parameters(), lr=LR)
    curvature = Running(Fisher(), .9**(1 / parts)) if method == 'fisher, running' else method.split(',')[0]
    criterion = (lambda y, t: loss(y, t).mean()) if method == 'plain' else NewtonLoss(loss, curvature, Relative(1.))
    for _ in range(STEPS):
        i = torch.randint(500, (BATCH,))
        y, t = net(x[i]).squeeze(-1), labels[i]
        def backward(): sum(criterion(*part) for part in zip(y.chunk(parts), t.chunk(parts))).div(parts).backward()
        adam.zero_grad()
        if method == 'fisher, whole':
            with criterion.hold(y.detach(), t): backward()
        else: backward()
        adam.step()
    with torch.no_grad(): return 100 * exact_match(net(x[500:]).squeeze(-1), labels[500:]).mean().item()

if __name__ == '__main__':
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    seeds = range(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    lines = {'plain': (1,), 'fisher': (1, 2, 4, 8, 16), 'fisher, whole': (4, 16), 'fisher, running': (4, 16), 'hessian': (1, 8)}
    rows = [dict(method=method, parts=parts, exact=[run(method, parts, seed) for seed in seeds]) for method, cuts in lines.items() for parts in cuts]
    found = dict(about=f'{STEPS} steps of Adam at {LR}, batches of {BATCH} sets of five, float64; exact match in per cent of 1,000 unseen sets, per seed',
                 rows=rows, versions=dict(newton_losses_nb=__version__, torch=torch.__version__, python=platform.python_version()))
    Path(__file__).resolve().parents[1].joinpath('results/parts.json').write_text(json.dumps(found, indent=1) + '\n', encoding='utf-8')
    for row in rows: print(row)
