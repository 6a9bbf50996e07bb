"""Does a source archive build a wheel with everything in it, and does the wheel work where little else is installed?

usage: check_package.py [--install] [--site FOLDER] [--types]

Needs `build` and `twine`, and a network for setuptools. With --install the wheel goes into an empty environment: first alone,
where the method and all algorithms have to import; then with the extra `experiments` and pytest, where some of its own tests have to
pass. --site takes all other packages from a folder instead of installing them. With --types mypy reads the method and, as --strict, a user's script.
"""
import argparse
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENV = {name: x for name, x in os.environ.items() if name not in ('PYTHONPATH', 'MYPYPATH')}   # the package as it is installed; of what it finds on these paths mypy says nothing
TESTS = ('test_fisher', 'test_hessian', 'test_relaxed', 'test_training_forms')

METHOD = '''
import importlib, pkgutil, newton_losses_nb
names = [m.name for m in pkgutil.walk_packages(newton_losses_nb.__path__, 'newton_losses_nb.') if not {'tests', 'experiments', 'bench'} & set(m.name.split('.'))]
for name in names: importlib.import_module(name)
print(f'{len(names)} modules import where nothing but their requirements is installed')
'''

USER = '''
import torch
from torch import Tensor, nn
from newton_losses_nb import (Adaptive, Behind, Evaluation, Fisher, FisherNewtonLoss, GaussNewton, Hessian, HessianNewtonLoss, LeastSquares, NewtonLoss, Relative,
                              Running, Shrinkage, Tikhonov, check_loss, diagnose, evaluate, inject_fisher, newton_step, newton_target)
from newton_losses_nb.sorting import NeuralSort, RankingLoss, SinkhornSort, SoftSort, SortingNetwork, exact_match
from newton_losses_nb.paths import CostHead, FenchelYoungLoss, PathLoss, RelaxedBellmanFord, SmoothedLoss, shortest_path
from newton_losses_nb.alignment import CTCLoss, SoftDTW

def squares(y: Tensor, t: Tensor) -> Tensor: return (y - t[:, None]).square().sum(1)

def train(network: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, labels: Tensor) -> float:
    loss = FisherNewtonLoss(RankingLoss(NeuralSort(tau=1.)))
    value = loss(network(x), labels)
    value.backward()
    optimizer.step()
    return float(value)

y, t, plain = torch.randn(4, 3, requires_grad=True), torch.tensor([0, 1, 2, 0]), nn.CrossEntropyLoss(reduction='none')
for loss in (NewtonLoss(plain, 'fisher', 0.1), NewtonLoss(plain, Fisher('diagonal'), Relative(1.), size='gradient'), HessianNewtonLoss(plain, per_sample=True),
             FisherNewtonLoss(plain, structure='diagonal'), NewtonLoss(plain, Running(Fisher()), Shrinkage()), NewtonLoss(squares, Hessian(), Tikhonov(.1))):
    value: Tensor = loss(y, t)
    with loss.hold(y, t): loss(y[:2], t[:2]).backward()
x: Tensor = inject_fisher(y, damping=0.1)
step: Tensor = newton_step(squares, y, t)
target: Tensor = newton_target(plain, y, t, curvature='fisher', damping=Adaptive())
found: Evaluation = evaluate(plain, y, t, order=2)
slope: Tensor = found.grad
print(diagnose(plain, y, t), check_loss(plain, y, t))
for relaxation in (NeuralSort(1.), SoftSort(), SinkhornSort(), SortingNetwork(3)):
    permutations: Tensor = relaxation(y)
    values: Tensor = RankingLoss(relaxation)(y, t)
path: Tensor = shortest_path(torch.rand(2, 5, 5))
losses = PathLoss(RelaxedBellmanFord()), FenchelYoungLoss(shortest_path, samples=10), SmoothedLoss(squares, samples=10), CTCLoss(), SoftDTW()
matches: Tensor = exact_match(y, y.detach())
'''

MISTAKES = '''
import torch
from torch import nn
from newton_losses_nb import FisherNewtonLoss, NewtonLoss, inject_fisher, newton_step
y, plain = torch.randn(4, 3), nn.CrossEntropyLoss(reduction='none')
FisherNewtonLoss(plain, structur='full')
NewtonLoss(plain, 'fisher', power='two')
inject_fisher(y, mask=3)
number: int = newton_step(plain, y)
'''


def call(*command, **how):
    "Run a command; its words where it fails end this one"
    done = subprocess.run([str(c) for c in command], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=ENV, **how)
    if done.returncode: sys.exit(f'{done.stdout}\nfailed: {" ".join(map(str, command[:4]))} …')
    return done.stdout


def contents(archive, wheel):
    "What the two archives lack, line by line, and how many files they should have"
    with tarfile.open(archive) as f: given = {name.split('/', 1)[-1] for name in f.getnames()}
    with zipfile.ZipFile(wheel) as f: held = set(f.namelist())
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT/'newton_losses_nb').rglob('*.py')} | {'newton_losses_nb/py.typed'}
    missing = [f'the source archive lacks {name}' for name in sorted((modules | {'settings.ini', 'README.md', 'LICENSE'}) - given)]
    return missing + [f'the wheel lacks {name}' for name in sorted(modules - held)], len(modules)


def one_version():
    "Lines for each place that names another version than settings.ini; the notes of a release stand first, or those of the next one"
    read = lambda name: (ROOT/name).read_text(encoding='utf-8')
    find = lambda pattern, name: re.search(pattern, read(name), re.MULTILINE).group(1)
    version = find(r'^version = (.+)$', 'settings.ini')
    named = {'newton_losses_nb/__init__.py': find(r'^__version__ = "(.+)"$', 'newton_losses_nb/__init__.py'), 'CITATION.cff': find(r'^version: (.+)$', 'CITATION.cff'), 'CHANGELOG.md': find(r'^## (\S+)', 'CHANGELOG.md')}
    return [f'{name} says {got}, settings.ini {version}' for name, got in named.items() if got not in (version, 'Unreleased')]


def install(wheel, folder, site):
    "Install the wheel in an empty environment, and try it"
    venv.create(folder, with_pip=True)
    python = folder/('Scripts' if sys.platform == 'win32' else 'bin')/'python'
    pip = (python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check')
    if site: Path(call(python, '-c', 'import site; print(site.getsitepackages()[0])').strip(), 'shared.pth').write_text(f'{site}\n')
    call(*pip, *(['--no-deps'] if site else []), wheel)
    if not site:
        print(call(python, '-c', METHOD, cwd=folder).strip())
        call(*pip, f'{wheel}[experiments]', 'pytest')
    print(call(python, '-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--pyargs', *(f'newton_losses_nb.tests.{name}' for name in TESTS), cwd=folder).strip().splitlines()[-1])


def types(folder):
    "mypy over the annotations of the method, over a user's script without mistakes, and over one with four"
    mypy = sys.executable, '-m', 'mypy', '--cache-dir', folder/'cache'
    print('mypy accepts the annotations of the method:', call(*mypy, cwd=ROOT).strip())   # as mypy.ini has it
    for name, text in (('user.py', USER), ('mistakes.py', MISTAKES)): (folder/name).write_text(text)
    done = subprocess.run([*mypy, '--strict', 'user.py', 'mistakes.py'], text=True, capture_output=True, cwd=folder, env=ENV)
    lines = {(name, int(line.split(':')[1])) for line in done.stdout.splitlines() for name in ('user.py', 'mistakes.py') if line.startswith(f'{name}:') and ': error' in line}
    if lines != {('mistakes.py', k) for k in range(6, 10)}: sys.exit(f'{done.stdout}{done.stderr}\nmypy should find lines 6 to 9 of the second script, and nothing else')
    print('mypy --strict accepts the public names, and finds four mistakes in four')


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument('--install', action='store_true')
    ask.add_argument('--site', type=Path, help='folder of packages to use in place of installing them')
    ask.add_argument('--types', action='store_true')
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory(prefix='newton_') as tmp:
        call(sys.executable, '-m', 'build', '--outdir', Path(tmp, 'dist'), ROOT)   # the wheel is built from the source archive
        (archive,), (wheel,) = Path(tmp, 'dist').glob('*.tar.gz'), Path(tmp, 'dist').glob('*.whl')
        missing, count = contents(archive, wheel)
        missing += one_version()
        if missing: sys.exit('\n'.join(missing))
        print(f'a source archive and a wheel with {count} files each can be built')
        call(sys.executable, '-m', 'twine', 'check', '--strict', archive, wheel)
        print('twine accepts both')
        if asked.install: install(wheel, Path(tmp, 'env'), asked.site)
        if asked.types: types(Path(tmp))


if __name__ == '__main__': main()
