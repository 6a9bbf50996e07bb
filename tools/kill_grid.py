"""Kill a study at random moments, start it again each time, and compare its table with that of an undisturbed one

usage: kill_grid.py [--study smoke] [--kills 20] [--seed 0] [--record results/kill_grid.json]

Every command is a process of its own, forked from this one, and ends by `kill -9` after a random share of half of the time that
the undisturbed study took. When a study ends before its kill, another one begins in a new folder, until there were
enough kills. All tables must be the undisturbed one.
"""
import argparse
import contextlib
import io
import json
import multiprocessing
import os
import random
import re
import signal
import tempfile
import time
from pathlib import Path

from newton_losses_nb.experiments import training
from newton_losses_nb.experiments.records import read_records, write_whole
from newton_losses_nb.experiments.study import load_study, main as newton_study
from newton_losses_nb.experiments.training import versions


def victim(name, folder):
    training.CHECKPOINT_EVERY = 0.   # a checkpoint at each evaluation, so that runs of a second have some too
    with contextlib.redirect_stdout(io.StringIO()): code = newton_study([name, '--output', folder, '--quiet'])
    os._exit(code)


def start(name, folder):
    process = multiprocessing.get_context('fork').Process(target=victim, args=(name, folder))
    process.start()
    return process


def outcome(name, folder):
    "The table without its times, and what the records say without times and dates"
    study = load_study(name, folder)
    table = re.sub(r'(?m)\s+[\d.]+\s+[\d.]+$', '', study.table().replace('ms/step', '').replace('× plain', ''))
    parts = [study.folder(stage) for stage in ('search', 'final')]
    left = [p.name for part in parts for p in part.glob('*') if p.suffix in ('.claim', '.tmp', '.pt')]
    return table, [[{k: r[k] for k in ('name', 'outcome', 'config', 'steps', 'curve', 'best')} for r in read_records(part)] for part in parts], left


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--study', default='smoke')
    parser.add_argument('--kills', type=int, default=20)
    parser.add_argument('--seed', type=int, default=0)
    parser.add_argument('--record', default='results/kill_grid.json')
    args = parser.parse_args()
    rng = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as top:
        began = time.perf_counter()
        first = start(args.study, f'{top}/plain')
        first.join()
        whole = time.perf_counter() - began
        wanted = outcome(args.study, f'{top}/plain')
        kills, studies, same, found = 0, 0, 0, []
        while kills < args.kills:
            folder, studies = f'{top}/{studies}', studies + 1
            while True:
                process = start(args.study, folder)
                process.join(rng.random() * whole / 2 if kills < args.kills else None)
                if not process.is_alive(): break
                os.kill(process.pid, signal.SIGKILL)
                process.join()
                kills += 1
                done = len(list(Path(folder).glob('*/*.json')))
                found.append({'study': studies, 'records': done})
                print(f'kill {kills} in study {studies}: {done} records', flush=True)
            same += outcome(args.study, folder) == wanted
    record = {'about': f'newton_study {args.study} killed by kill -9 at {kills} random moments; each of the {studies} studies was then ended by the same command', 'command': f'python tools/kill_grid.py --study {args.study} --kills {args.kills} --seed {args.seed}',
        'kills': kills, 'studies': studies, 'same_as_undisturbed': same, 'runs_of_a_study': sum(map(len, wanted[1])), 'seconds_undisturbed': round(whole, 1), 'at': found, 'versions': versions()}
    write_whole(Path(args.record), lambda path: path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + '\n'))
    print(f'{kills} kills, {studies} studies, {same} of them ended in the table and the records of the undisturbed one')
    return same != studies


if __name__ == '__main__': raise SystemExit(main())
