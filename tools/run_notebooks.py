"""Run the notebooks as tests, each in a process of its own, on two processes at a time

usage: run_notebooks.py [NOTEBOOK...]

What `nbdev_test --path NOTEBOOK` does for each, and quicker: the processes are forked from one that has loaded what
nearly all notebooks import. A process is used once, for a notebook may set torch's default dtype.
"""
import multiprocessing
import os
import sys
import time
from functools import partial
from multiprocessing.pool import ThreadPool
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOADED = ['nbdev.test', 'torch', 'torch.func', 'matplotlib.pyplot', 'torchvision', 'scipy.stats', 'sklearn.datasets']
WORKERS = int(os.environ.get('WORKERS', 2))


def run(path, sender):
    "Send whether the notebook passed"
    from nbdev.config import get_config
    from nbdev.test import test_nb
    passed, _ = test_nb(path, skip_flags=get_config().tst_flags.split(), basepath=ROOT)
    sys.stderr.flush()
    sender.send(passed)


def in_a_process(context, path):
    "(notebook, whether it passed, seconds); the process may have children, which those of a pool may not"
    start, (receiver, sender) = time.perf_counter(), context.Pipe(False)
    process = context.Process(target=run, args=(path, sender))
    process.start()
    sender.close()
    try: passed = receiver.recv()
    except EOFError: passed = False   # it died
    process.join()
    return path.name, passed, time.perf_counter() - start


def main(names):
    paths = [Path(name).resolve() for name in names] or sorted((ROOT/'nbs').glob('*.ipynb'))
    os.chdir(ROOT)   # nbdev looks for settings.ini from here
    context = multiprocessing.get_context('forkserver')   # not fork: this process has threads
    context.set_forkserver_preload(LOADED)
    failed = []
    with ThreadPool(WORKERS) as pool:
        for name, passed, seconds in pool.imap_unordered(partial(in_a_process, context), paths, chunksize=1):
            print(f'{"passed" if passed else "FAILED"} {name}: {seconds:.0f} s', flush=True)
            if not passed: failed.append(name)
    if failed: sys.exit(f'{len(failed)} notebooks failed: {", ".join(sorted(failed))}')
    print(f'{len(paths)} notebooks passed')


if __name__ == '__main__': main(sys.argv[1:])
