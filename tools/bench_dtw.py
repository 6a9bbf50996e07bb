"""Races of SoftDTW against tslearn, pysdtw and the sweep of notebook 30a into results/bench/dtw.json.

usage: bench_dtw.py [ROUNDS]
"""
import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

os.environ['NUMBA_NUM_THREADS'] = '1'

import torch

from newton_losses_nb.alignment import SoftDTW
from newton_losses_nb.alignment.dtw import squared_distances, swept
from newton_losses_nb.bench.race import add_heat, bench_table, new_race, new_record, peer
from newton_losses_nb.bench.sort import gradient_run

# sequences in a batch, their length, features of an item
SIZES = ((32, 50, 1), (100, 50, 1), (32, 100, 1), (8, 50, 1), (8, 100, 1), (1, 50, 1), (1, 100, 1),
         (1, 200, 1), (32, 50, 2), (8, 100, 4), (32, 100, 16), (1, 50, 16))

class Swept(SoftDTW):
    "SoftDTW without its engine"
    def between(self, x, y, n, m): return swept(self.cost(x, y), n, m, self.gamma)

def contestants(B, L, d, skipped, gamma=1.):
    "Name -> run"
    gen = torch.Generator().manual_seed(0)
    y = torch.randn(B, L, d, generator=gen).requires_grad_()
    target = torch.randn(B, L, d, generator=gen)
    by_autograd = SoftDTW(gamma, cost=lambda x, y: squared_distances(x, y))
    losses = {'SoftDTW': SoftDTW(gamma), 'sweep': Swept(gamma)}
    if d > 1: losses['costs by autograd'] = by_autograd
    if p := peer('tslearn.metrics', skipped): losses['tslearn'] = p.SoftDTWLossPyTorch(gamma=gamma)
    if p := peer('pysdtw', skipped): losses['pysdtw'] = p.SoftDTW(gamma=gamma, use_cuda=False)
    return {name: gradient_run(lambda y, f=f: f(y, target), y) for name, f in losses.items()}

def race(rounds):
    "The record"
    record = new_record('soft-DTW, forward and backward', 'cpu', rounds, gamma=1., numba_threads=1)
    record |= {'races': [], 'skipped': []}
    record['versions'] |= {name: version(name) for name in ('tslearn', 'pysdtw', 'numba')}
    r = new_race('SoftDTW and others', 'cost', 'SoftDTW')
    for B, L, d in SIZES:
        label = f'{B} of {L}' + (f', {d} features' if d > 1 else '')
        add_heat(r, label, contestants(B, L, d, record['skipped']), rounds=rounds, clock='cpu', turn=.05)
        print(label, {name: round(q['median'], 2) for name, q in r['heats'][label]['ratio'].items()},
              flush=True)
    record['races'].append(r)
    return record

if __name__ == '__main__':
    torch.set_num_threads(1)
    record = race(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
    path = Path(__file__).resolve().parents[1]/'results/bench/dtw.json'
    path.write_text(json.dumps(record, indent=1) + '\n', encoding='utf-8')
    print(bench_table(record))
