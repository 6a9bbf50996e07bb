"""How long a step of one seed takes, alone and as a share of a step of several seeds together: the study of the digits.

usage: bench_many_seeds.py [--rounds N] [--study STEPS | --device DEVICE] [--batch SETS] [--output FILE]

Contestants take turns, round after round; the clock counts the seconds in which this process had the processor. With --study the whole
comparison of `newton_sort` on the digits is done twice instead, nine lines with ten seeds of STEPS steps: one run after another, and
the seeds of a line together on two processes; the clock is that of the wall. With --device a step of ten seeds is measured against a
step of one on that device, by the clock of the wall, and the sum of the losses of a run is compared with that of the same run together:

    python tools/bench_many_seeds.py --device cuda

Each of the three leaves what the others have written in the record, which is read by `nbs/40j_many_seeds.ipynb`.
"""
import argparse
import contextlib
import io
import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import torch

from newton_losses_nb.bench.race import CLOCKS, new_record, race
from newton_losses_nb.experiments.comparing import METHODS, Row
from newton_losses_nb.experiments.many import ManyTrainer
from newton_losses_nb.experiments.mnist_sorting import SORTING, SortingProblem
from newton_losses_nb.experiments.records import write_whole
from newton_losses_nb.experiments.training import Trainer

ROWS = [('neuralsort', 'stable', method) for method in ('plain', 'fisher', 'hessian')] + [('ranknet', None, method) for method in ('plain', 'fisher', 'hessian')]
SEEDS = (1, 3, 5, 10)


def trainers(problem, row, count):
    """Runs of `count` seeds, and the loss of all"""
    loss, models = SORTING.parts(problem, row, configs := [SORTING.config(problem, row, seed) for seed in range(count)], None)
    loss = METHODS[row.method](loss)
    return [Trainer(model, loss, problem.sample, c) for model, c in zip(models, configs)], loss


def steps(run, count):
    """`count` steps, as a callable"""
    def several():
        for _ in range(count): run.step()
    return several


def contestants(problem, row):
    """One run alone, and `SEEDS` together, as `name -> a few steps`; how many steps of a seed each of them makes"""
    (alone,), _ = trainers(problem, row, 1)
    many = {count: ManyTrainer(*trainers(problem, row, count), problem.sample_many) for count in SEEDS}
    return {'alone': steps(alone, 4)} | {count: steps(run, 2) for count, run in many.items()}, {'alone': 4} | {count: 2 * count for count in SEEDS}


def on_device(device, rounds, batch):
    """Milliseconds of a step of one seed and of ten together"""
    problem, lines = SortingProblem(batch=batch, validation_sets=1, test_sets=1, device=device), []
    for key in ROWS:
        row = Row(*key, 3e-3)
        (one,), _ = trainers(problem, row, 1)
        ten = ManyTrainer(*trainers(problem, row, 10), problem.sample_many)
        times = race({'one': steps(one, 10), 'ten': steps(ten, 10)}, rounds, 2, device, CLOCKS['wall'])
        ratio = [b / a for a, b in zip(times['one'], times['ten'])]
        lines.append({'line': ' '.join(filter(None, key)), 'milliseconds': {name: round(100 * median(ts), 4) for name, ts in times.items()},
            'ten over one': {'median': round(median(ratio), 3), 'low': round(min(ratio), 3), 'high': round(max(ratio), 3)},
            'losses of seed 0, together over alone': round((ten.runs[0].total / one.total).item(), 5)})
        print(lines[-1], flush=True)
    return new_record('ten seeds together over one', 'wall', rounds, device, n=10, digits=4, batch=batch, network='digits') | {'lines': lines}


def line(key, lr, *options):
    """All seeds of a line by the command"""
    loss, form, method = key
    words = ['--loss', loss, *(['--form', form] if form else []), '--method', method, '--lr', str(lr), '--seeds', *map(str, range(10)), '--threads', '1', '--quiet', *options]
    with contextlib.redirect_stdout(io.StringIO()): SORTING.main(words)


def study(steps):
    """Seconds of the comparison, one run after another and together on two processes"""
    rows, took = SORTING.defaults['digits']['rows'], {}
    for name, workers, more in (('one after another', 1, []), ('together, two processes', 2, ['--together'])):
        with TemporaryDirectory() as folder, ProcessPoolExecutor(workers, get_context('spawn')) as pool:
            start = perf_counter()
            for done in [pool.submit(line, row[:3], row[3], '--steps', str(steps), '--eval-every', str(steps), '--output', folder, *more) for row in rows]: done.result()
            took[name] = round(perf_counter() - start, 1)
        print(name, took[name], 's', flush=True)
    return {'lines': len(rows), 'seeds': 10, 'steps': steps, 'seconds': took}


def keep(path, found):
    """Write what was found, and leave everything else in the record"""
    record = (json.loads(path.read_text()) if path.is_file() else {}) | found
    write_whole(path, lambda temporary: temporary.write_text(json.dumps(record, indent=1)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--rounds', type=int, default=15)
    parser.add_argument('--output', default='results/bench/many_seeds.json', type=Path)
    what = parser.add_mutually_exclusive_group()
    what.add_argument('--study', type=int, metavar='STEPS')
    what.add_argument('--device')
    parser.add_argument('--batch', type=int, default=50, help='with --device')
    args = parser.parse_args()
    if args.device and args.device.startswith('cuda') and not torch.cuda.is_available(): parser.error('there is no CUDA device here')
    if args.study: return keep(args.output, {'study': study(args.study)})
    torch.set_num_threads(1)
    if args.device:
        found = on_device(args.device, args.rounds, args.batch)
        kept = json.loads(args.output.read_text()).get('devices', {}) if args.output.is_file() else {}
        return keep(args.output, {'devices': kept | {found['device']: found}})
    torch.zeros(30 << 20, dtype=torch.uint8)    # from now on the C library keeps what is freed
    problem, lines = SortingProblem(), []
    for key in ROWS:
        run, share = contestants(problem, Row(*key, 3e-3))
        times = {name: [1e3 * t / share[name] for t in ts] for name, ts in race(run, args.rounds, 2, clock=CLOCKS['cpu']).items()}
        faster = {str(n): [a / b for a, b in zip(times['alone'], times[n])] for n in SEEDS}
        lines.append({'line': ' '.join(filter(None, key)), 'milliseconds': {str(name): round(median(ts), 4) for name, ts in times.items()},
            'faster': {n: {'median': round(median(r), 3), 'low': round(min(r), 3), 'high': round(max(r), 3)} for n, r in faster.items()}})
        print(lines[-1]['line'], lines[-1]['milliseconds'], {n: r['median'] for n, r in lines[-1]['faster'].items()}, flush=True)
    keep(args.output, new_record('many seeds', 'cpu', args.rounds, 'cpu', n=10, digits=4, batch=50, network='digits') | {'lines': lines})


if __name__ == '__main__': main()
