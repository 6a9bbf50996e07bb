"""Ten thousand random steps with default settings, into results/random_steps.json; the tests take five hundred.

usage: random_steps.py [COUNT]
"""
import json
import platform
import sys
from pathlib import Path

import torch

from newton_losses_nb import __version__
from newton_losses_nb.tests.test_newton import random_steps

if __name__ == '__main__':
    torch.set_num_threads(1)
    found = random_steps(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, 17)
    found |= dict(versions=dict(newton_losses_nb=__version__, torch=torch.__version__, python=platform.python_version()), device='cpu')
    Path(__file__).resolve().parents[1].joinpath('results/random_steps.json').write_text(json.dumps(found, indent=1) + '\n', encoding='utf-8')
    print(found)
