"""How long a step of one seed takes, alone and as a share of a step of several seeds together: the study of the digits.

usage: bench_many_seeds.py [--rounds N] [--study STEPS] [--output FILE]

Contestants take turns, round after round; the clock counts the seconds in which this process had the processor. With --study the whole
comparison of `newton_sort` on the digits is done twice instead, nine lines with ten seeds of STEPS steps: one run after another, and
the seeds of a line together on two processes; the clock is that of the wall. The record is read by `nbs/40f_many_seeds.ipynb`.
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


def contestants(problem, row):
    """One run alone, and `SEEDS` together, as `name -> a few steps`; how many steps of a seed each of them makes"""
    def trainers(count):
        loss, models = SORTING.parts(problem, row, configs := [SORTING.config(problem, row, seed) for seed in range(count)], None)
        loss = METHODS[row.method](loss)
        return [Trainer(model, loss, problem.sample, c) for model, c in zip(models, configs)], loss
    (alone,), _ = trainers(1)
    many = {count: ManyTrainer(*trainers(count), problem.sample_many) for count in SEEDS}
    def steps(run, count):
        def several():
            for _ in range(count): run.step()
        return several
    return {'alone': steps(alone, 4)} | {count: steps(run, 2) for count, run in many.items()}, {'alone': 4} | {count: 2 * count for count in SEEDS}


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


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--rounds', type=int, default=15)
    parser.add_argument('--output', default='results/bench/many_seeds.json')
    parser.add_argument('--study', type=int, metavar='STEPS')
    args = parser.parse_args()
    if args.study:
        record = json.loads(Path(args.output).read_text()) | {'study': study(args.study)}
        return write_whole(Path(args.output), lambda path: path.write_text(json.dumps(record, indent=1)))
    torch.set_num_threads(1)
    torch.zeros(30 << 20, dtype=torch.uint8)    # from now on the C library keeps what is freed
    problem, lines = SortingProblem(), []
    for key in ROWS:
        run, share = contestants(problem, Row(*key, 3e-3))
        times = {name: [1e3 * t / share[name] for t in ts] for name, ts in race(run, args.rounds, 2, clock=CLOCKS['cpu']).items()}
        faster = {str(n): [a / b for a, b in zip(times['alone'], times[n])] for n in SEEDS}
        lines.append({'line': ' '.join(filter(None, key)), 'milliseconds': {str(name): round(median(ts), 4) for name, ts in times.items()},
            'faster': {n: {'median': round(median(r), 3), 'low': round(min(r), 3), 'high': round(max(r), 3)} for n, r in faster.items()}})
        print(lines[-1]['line'], lines[-1]['milliseconds'], {n: r['median'] for n, r in lines[-1]['faster'].items()}, flush=True)
    record = new_record('many seeds', 'cpu', args.rounds, 'cpu', n=10, digits=4, batch=50, network='digits') | {'lines': lines}
    write_whole(Path(args.output), lambda path: path.write_text(json.dumps(record, indent=1)))


if __name__ == '__main__': main()
