"""Are the recorded runs of the losses of today? The first losses of plain training, kept beside the records.

usage: first_losses.py [--check]

For each loss and form of the studies that need no files: the mean loss of the first STEPS steps of plain training, seed 0, into
`results/first_losses.json`. With `--check` they are compared with that file: a loss that has other values or gradients
than when its runs were recorded fails, since its records are of another loss. Then do its study again, without its old records,
and this script without `--check`. After a change that every run survives, such as of rounding, the script alone will do.
"""
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from newton_losses_nb.experiments.grid import DampedRow, Run, attempt, record_of, words_of
from newton_losses_nb.experiments.study import load_study, shipped_studies

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT/'results/first_losses.json'
STEPS = 5
TOLERANCE = 1e-4   # relative; float32 on another processor is some 1e-6 off


def first_losses(name, seen):
    "'loss form' -> mean of the first losses, of a study; none where it needs files, or where another study has them"
    study = load_study(name, ROOT/'results')
    if study.study['options'].get('data', '').startswith('mnist'): return {}
    options = words_of(study.study['options'] | dict(steps=STEPS, eval_every=STEPS))
    rate, found = float(max(study.study['rates'])), {}
    with TemporaryDirectory() as folder:
        for loss, form in dict.fromkeys(line[:2] for line in study.lines):
            if (what := (study.place, options, loss, form)) in seen: continue
            seen.add(what)
            run = Run(study.place, options, DampedRow(loss, form, 'plain', rate, damping=None), 0, folder)
            outcome, why = attempt(run)
            if outcome != 'done': raise SystemExit(f'first_losses: {run}: {why}')
            found[' '.join(filter(None, (loss, form)))] = record_of(run)['curve']['train_loss'][0]
    return found


def main(argv):
    if argv not in ([], ['--check']): raise SystemExit(__doc__)
    seen = set()
    found = {name: losses for name in shipped_studies() if name != 'smoke' and (losses := first_losses(name, seen))}
    if not argv:
        FILE.write_text(json.dumps(found, indent=1) + '\n')
        return 0
    kept = json.loads(FILE.read_text())
    wrong = [f'{name}: {loss} began with {kept.get(name, {}).get(loss)} when it was recorded, now with {value}'
             for name, losses in found.items() for loss, value in losses.items()
             if not abs(value - kept.get(name, {}).get(loss, float('inf'))) <= TOLERANCE * abs(value)]
    print(*wrong, *(['its records are of another loss: see tools/first_losses.py'] if wrong else []), sep='\n', end='\n' if wrong else '')
    return bool(wrong)


if __name__ == '__main__': sys.exit(main(sys.argv[1:]))
