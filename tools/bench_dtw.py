"""Races of SoftDTW against tslearn, pysdtw and the sweep of notebook 30a, forward and backward, into results/bench/dtw.json.

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
from newton_losses_nb.alignment.dtw import swept
from newton_losses_nb.bench.race import add_heat, bench_table, new_race, new_record, peer
from newton_losses_nb.bench.sort import gradient_run

SIZES = (32, 50), (100, 50), (32, 100), (8, 50), (8, 100), (1, 50), (1, 100), (1, 200)   # sequences in a batch, their length

class Swept(SoftDTW):
    "SoftDTW without its engine"
    def values(self, *args): return swept(*args)

def contestants(B, L, skipped, d=1, gamma=1.):
    "Name -> run"
    gen = torch.Generator().manual_seed(0)
    y, target = torch.randn(B, L, d, generator=gen).requires_grad_(), torch.randn(B, L, d, generator=gen)
    losses = {'SoftDTW': SoftDTW(gamma), 'sweep': Swept(gamma)}
    if p := peer('tslearn.metrics', skipped): losses['tslearn'] = p.SoftDTWLossPyTorch(gamma=gamma)
    if p := peer('pysdtw', skipped): losses['pysdtw'] = p.SoftDTW(gamma=gamma, use_cuda=False)
    return {name: gradient_run(lambda y, f=f: f(y, target), y) for name, f in losses.items()}

def race(rounds):
    "The record"
    record = new_record('soft-DTW, forward and backward', 'cpu', rounds, gamma=1., features=1, numba_threads=1) | {'races': [], 'skipped': []}
    record['versions'] |= {name: version(name) for name in ('tslearn', 'pysdtw', 'numba')}
    r = new_race('SoftDTW and others', 'cost', 'SoftDTW')
    for B, L in SIZES:
        add_heat(r, f'{B} of {L}', contestants(B, L, record['skipped']), rounds=rounds, clock='cpu', turn=.01)
        print(B, L, {name: round(q['median'], 2) for name, q in r['heats'][f'{B} of {L}']['ratio'].items()}, flush=True)
    record['races'].append(r)
    return record

if __name__ == '__main__':
    torch.set_num_threads(1)
    record = race(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
    Path(__file__).resolve().parents[1].joinpath('results/bench/dtw.json').write_text(json.dumps(record, indent=1) + '\n', encoding='utf-8')
    print(bench_table(record))
