"""Losses of other packages under Fisher and Hessian, into results/other_losses.json; what is not installed stays as it was.

usage: other_losses.py [NAME...]     (all, or those whose name contains NAME)
"""
import json
import sys
import warnings
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
import torch

from newton_losses_nb.tests.test_check_loss import OTHERS, measure

WHERE = Path(__file__).resolve().parents[1]/'results/other_losses.json'

if __name__ == '__main__':
    torch.set_num_threads(1)
    warnings.simplefilter('ignore')
    losses = json.loads(WHERE.read_text(encoding='utf-8'))['losses'] if WHERE.exists() else {}
    for name in OTHERS:
        if sys.argv[1:] and not any(part in name for part in sys.argv[1:]): continue
        package = name.split(',')[0]
        try: losses[name] = measure(name) | dict(version=version(package.lower()))
        except (pytest.skip.Exception, PackageNotFoundError) as e: losses.setdefault(name, dict(absent=f'{package} is not installed'))
        print(name, losses[name], flush=True)
        found = dict(what='Losses of other packages: relative error of the Fisher step and of the Hessian, made by tools/other_losses.py',
                     torch=torch.__version__, losses={name: losses[name] for name in OTHERS if name in losses})
        WHERE.write_text(json.dumps(found, indent=1) + '\n', encoding='utf-8')
