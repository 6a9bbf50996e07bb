"""What the messages of a Newton loss cost in a step of training, on processes of this machine (gloo); into results/bench/distributed.json.

usage: distributed_share.py [STEPS]
"""
import json
import os
import platform
import sys
import time
from pathlib import Path

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.functional import cross_entropy
from torch.nn.parallel import DistributedDataParallel

from newton_losses_nb import FisherNewtonLoss, __version__, processes
from newton_losses_nb.distributed import run_processes

BATCH, HIDDEN = 64, 256

def steps(rank, count, outputs, rows):
    "Milliseconds of the messages, of the loss and of the whole step, the first process's, for every step"
    spent, real, kept = [0.], (dist.all_reduce, dist.all_gather), processes.GRAM
    def timed(send):
        def sent(*args, **named):
            start = time.perf_counter()
            send(*args, **named)
            spent[0] += time.perf_counter() - start
        return sent
    dist.all_reduce, dist.all_gather = map(timed, real)                        # DistributedDataParallel has its own way
    processes.GRAM = kept if rows else outputs
    torch.manual_seed(rank)
    net = DistributedDataParallel(nn.Sequential(nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, outputs)))
    criterion, adam = FisherNewtonLoss(lambda y, t: cross_entropy(y, t, reduction='none')), torch.optim.Adam(net.parameters())
    found = []
    for _ in range(count + 2):
        x, t = torch.randn(BATCH, HIDDEN), torch.randint(outputs, (BATCH,))
        dist.barrier()
        spent[0], start = 0., time.perf_counter()
        y = net(x)
        before = time.perf_counter()
        loss = criterion(y, t)
        of_loss = time.perf_counter() - before
        adam.zero_grad(); loss.backward(); adam.step()
        found.append([1e3 * t for t in (spent[0], of_loss, time.perf_counter() - start)])
    (dist.all_reduce, dist.all_gather), processes.GRAM = real, kept
    return found[2:]

def everything(rank, count):
    return {(m, how): steps(rank, count, m, how == 'rows') for m in (10, 144, 1000) for how in (('matrix', 'rows') if m > processes.GRAM else ('matrix',))}

if __name__ == '__main__':
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    found = run_processes(everything, 2, count, timeout=300)[0]
    rows = []
    for (m, how), times in found.items():
        quick = torch.tensor(times).quantile(.1, 0).tolist()          # a busy machine is not what is measured
        rows.append(dict(outputs=m, sent=how, processes=2, batch=BATCH, steps=count, **{k: round(v, 3) for k, v in zip(('messages', 'loss', 'step'), quick)}))
    about = f'Milliseconds, of the quickest tenth of {count} steps of a network {HIDDEN} → {HIDDEN} → m with DistributedDataParallel and Adam, {BATCH} samples in each of two processes; waiting for the other process is in them'
    Path(__file__).resolve().parents[1].joinpath('results/bench/distributed.json').write_text(json.dumps(dict(about=about, rows=rows, cores=os.cpu_count(), load=round(os.getloadavg()[0], 1),
        versions=dict(newton_losses_nb=__version__, torch=torch.__version__, python=platform.python_version())), indent=1, ensure_ascii=False) + '\n', encoding='utf-8')
    for row in rows: print(row)
