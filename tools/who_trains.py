"""Who trains × what: the largest relative error of the gradient in the weights, in results/who_trains.json

usage: who_trains.py [FORM …] [--output FILE]

The forms are those of nbs/61_training_forms.ipynb. Without names all are run; four processes, for DDP and FSDP2, come last.
"""
import argparse
import json
import warnings
from pathlib import Path

import torch

from newton_losses_nb.distributed import run_processes
from newton_losses_nb.experiments.training_forms import (WHAT, accumulated, autocast, channels_last, checkpointed, compiled, ensemble, parallel, scaled,
                                                          transformed)

ROOT = Path(__file__).resolve().parents[1]
FORMS = {   # name: the error for one of `WHAT`, and what it needs
    'accumulation, 4 parts': (accumulated, 'with criterion.hold(net(x), t)'),
    'autocast bfloat16': (lambda what: autocast(what, torch.bfloat16), 'nothing; the error is the rounding of the network'),
    'autocast float16': (lambda what: autocast(what, torch.float16), 'nothing; a GradScaler, as for any loss'),
    'GradScaler, 65,536': (scaled, 'nothing'),
    'checkpoint': (lambda what: checkpointed(what, False), 'nothing'),
    'checkpoint, reentrant': (lambda what: checkpointed(what, True), 'nothing'),
    'channels_last': (channels_last, 'nothing'),
    'compile': (lambda what: compiled(what, False), 'network and loss in one function; a Hessian by autograd breaks it in two'),
    'compile, fullgraph': (compiled, 'for a Hessian a loss with `evaluate`, as SoftmaxCrossEntropy'),
    'functional_call, func.grad': (transformed, 'nothing'),
    'vmap of func.grad': (lambda what: ensemble(what, True), 'nothing'),
    'vmap, backward outside': (lambda what: ensemble(what, False), 'nothing'),
}
PROCESSES = {'DDP': 'torchrun', 'FSDP2': 'torchrun, fully_shard(net)'}


def cell(f, what):
    "The error of a cell, or the words with which it is refused"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            return dict(error=f(what))
    except Exception as e: return dict(refused=type(e).__name__, words=next((line for line in str(e).split('\n') if line.strip()), '')[:300])


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument('forms', nargs='*', metavar='FORM', help='which, by the beginning of their names')
    ask.add_argument('--output', type=Path, default=ROOT/'results'/'who_trains.json')
    asked = ask.parse_args()
    torch.set_num_threads(1)
    chosen = lambda name: not asked.forms or any(name.startswith(form) for form in asked.forms)
    cells = json.loads(asked.output.read_text(encoding='utf-8'))['cells'] if asked.output.is_file() else {}
    def add(name, needs, found):
        cells[name] = dict(needs=needs, **found)
        about = 'relative error of the gradient in the weights against plain eager training in one process, by tools/who_trains.py: float64, autocast and scaler float32; the largest of 4 processes'
        order = [form for form in (*FORMS, *PROCESSES) if form in cells]
        asked.output.write_text(json.dumps(dict(about=about, torch=torch.__version__, cells={form: cells[form] for form in order}), indent=1, ensure_ascii=False) + '\n', encoding='utf-8')
        print(name, {what: c.get('error', c.get('words')) for what, c in found.items()}, flush=True)
    for name, (f, needs) in FORMS.items():
        if chosen(name): add(name, needs, {what: cell(f, what) for what in WHAT})
    if any(map(chosen, PROCESSES)):
        ranks = run_processes(parallel, 4, timeout=300)
        for name, needs in PROCESSES.items(): add(name, needs, {what: dict(error=max(r[name, what] for r in ranks)) for what in WHAT})


if __name__ == '__main__': main()
