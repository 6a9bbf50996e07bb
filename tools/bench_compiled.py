"""A training step with a Fisher Newton loss beside one with the plain loss, both compiled whole; into results/bench/compiled.json.

usage: bench_compiled.py [NETWORK …] [--rounds N] [--output FILE]

Network and loss are one function under `torch.compile(fullgraph=True)`, backward pass included; the optimizer is eager. Of the small
network the same steps in eager mode run in the same race; results/bench/step.json has them for the published one. Contestants take turns, round after round; the clock counts the seconds in which this process had the processor.
The record is read by nbs/61_training_forms.ipynb.
"""
import argparse
import json
import warnings
from pathlib import Path

import torch

from newton_losses_nb.bench.race import heat, new_record, training_step
from newton_losses_nb.experiments.records import write_whole

ROOT = Path(__file__).resolve().parents[1]
NETWORKS = {'mnist': dict(n=5, batch=20), 'digits': dict(n=5, batch=100), 'digits, n = 10': dict(n=10, batch=100)}


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument('networks', nargs='*', metavar='NETWORK', help=f'which: {", ".join(NETWORKS)}; without names all')
    ask.add_argument('--rounds', type=int, default=31)
    ask.add_argument('--output', type=Path, default=ROOT/'results'/'bench'/'compiled.json')
    asked = ask.parse_args()
    if wrong := set(asked.networks) - set(NETWORKS): ask.error(f'{", ".join(sorted(wrong))}: the networks are {", ".join(NETWORKS)}')
    torch.set_num_threads(1)
    warnings.simplefilter('ignore')
    record = new_record('compiled training step', 'cpu', asked.rounds, loss='neuralsort', optimizer='Adam') | {'results': {}}
    del record['rounds']   # each network has its own
    if asked.output.is_file(): record['results'] = json.loads(asked.output.read_text(encoding='utf-8'))['results']
    for name in asked.networks or NETWORKS:
        torch._dynamo.reset()
        setting = dict(data=name.split(',')[0], **NETWORKS[name])
        forms = ('',) if name == 'mnist' else ('', ', eager')
        steps = {method + form: training_step(method, compile=not form, **setting) for form in forms for method in ('plain', 'fisher')}
        record['results'][name] = setting | {'rounds': asked.rounds} | heat(steps, 'plain', asked.rounds, 'cpu')
        print(name, {k: (round(r['median'], 3), round(r['low'], 3), round(r['high'], 3)) for k, r in record['results'][name]['ratio'].items()}, flush=True)
        write_whole(asked.output, lambda path: Path(path).write_text(json.dumps(record, indent=1), encoding='utf-8'))


if __name__ == '__main__': main()
