"""Who trains × what: the largest relative error of the gradient in the weights, in results/who_trains.json

usage: who_trains.py [FORM …] [--output FILE]

Each form of training is compared with plain eager training of one process: a small network, softmax cross-entropy, on the CPU.
Without names all forms are run; the processes of DDP and FSDP2 come last, and are the slowest.
"""
import argparse
import contextlib
import json
import warnings
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from torch._dynamo.testing import CompileCounterWithBackend
from torch.utils.checkpoint import checkpoint

from newton_losses_nb import FisherNewtonLoss, HessianNewtonLoss, inject_fisher
from newton_losses_nb.distributed import run_processes

ROOT = Path(__file__).resolve().parents[1]
B, CLASSES = 12, 5


def losses(y, t): return F.cross_entropy(y, t, reduction='none')


class Injected(nn.Module):
    held = None

    def forward(self, y, t): return losses(inject_fisher(y, step=self.held), t).mean()

    @contextlib.contextmanager
    def hold(self, y, t):
        with FisherNewtonLoss(losses).hold(y, t) as self.held: yield
        self.held = None


class Plain(nn.Module):
    def forward(self, y, t): return losses(y, t).mean()

    @contextlib.contextmanager
    def hold(self, y, t): yield


WHAT = {'plain': Plain, 'Fisher': lambda: FisherNewtonLoss(losses), 'Hessian': lambda: HessianNewtonLoss(losses), 'injected': Injected}


class Block(nn.Module):
    "A layer that may be run again in the backward pass"
    again = None

    def __init__(self):
        super().__init__()
        self.layer = nn.Sequential(nn.Linear(16, 16), nn.Tanh())

    def forward(self, x): return self.layer(x) if self.again is None else checkpoint(self.layer, x, use_reentrant=self.again)


def network(seed=0, dtype=torch.float64):
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(6, 16), nn.Tanh(), Block(), nn.Linear(16, CLASSES)).to(dtype)


def images(seed=0):
    torch.manual_seed(seed)
    return nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.GroupNorm(2, 8), nn.Tanh(), nn.Conv2d(8, 4, 3, stride=2), nn.Flatten(), nn.Linear(36, CLASSES)).double()


def batch(shape=(6,), count=B, seed=1, dtype=torch.float64):
    gen = torch.Generator().manual_seed(seed)
    return torch.randn(count, *shape, generator=gen, dtype=torch.float64).to(dtype), torch.randint(CLASSES, (count,), generator=gen)


def flat(net): return torch.cat([(p.grad.full_tensor() if hasattr(p.grad, 'full_tensor') else p.grad).flatten().double() for p in net.parameters()])


def apart(found, right): return ((found - right).norm() / right.norm()).item()


def eager(what, net, x, t):
    net.zero_grad()
    WHAT[what]()(net(x), t).backward()
    return flat(net)


def accumulated(what, parts=4):
    net, (x, t), criterion = network(), batch(), WHAT[what]()
    right = eager(what, net, x, t)
    net.zero_grad()
    with torch.no_grad(): y = net(x)
    with criterion.hold(y, t):
        for a, b in zip(x.chunk(parts), t.chunk(parts)): (criterion(net(a), b) / parts).backward()
    return apart(flat(net), right)


def autocast(what, dtype):
    net, (x, t) = network(dtype=torch.float32), batch(dtype=torch.float32)
    right = eager(what, net, x, t)
    net.zero_grad()
    with torch.autocast('cpu', dtype): loss = WHAT[what]()(net(x), t)
    loss.backward()
    return apart(flat(net), right)


def scaled(what):
    net, (x, t) = network(dtype=torch.float32), batch(dtype=torch.float32)
    right = eager(what, net, x, t)
    net.zero_grad()
    scaler, optimizer = torch.amp.GradScaler('cpu', init_scale=2.**16), torch.optim.SGD(net.parameters(), .1)
    scaler.scale(WHAT[what]()(net(x), t)).backward()
    scaler.unscale_(optimizer)
    return apart(flat(net), right)


def checkpointed(what, reentrant):
    net, (x, t) = network(), batch()
    right = eager(what, net, x, t)
    net[2].again = reentrant
    return apart(eager(what, net, x, t), right)


def channels_last(what):
    net, (x, t) = images(), batch((3, 8, 8))
    right = eager(what, net, x, t)
    return apart(eager(what, net.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last), t), right)


def compiled(what, sizes=(12, 9, 21, 40)):
    "Batches of several sizes; two graphs, as for any network: one for the first size, one for all others of more samples than outputs"
    torch._dynamo.reset()
    net, criterion, counter = network(), WHAT[what](), CompileCounterWithBackend('aot_eager')
    fast, worst = torch.compile(lambda x, t: criterion(net(x), t), fullgraph=True, backend=counter), 0.
    for count in sizes:
        x, t = batch(count=count)
        right = eager(what, net, x, t)
        net.zero_grad()
        fast(x, t).backward()
        worst = max(worst, apart(flat(net), right))
    if counter.frame_count > 2: raise RuntimeError(f'{counter.frame_count} graphs for {len(sizes)} sizes of the batch')
    return worst


def transformed(what):
    net, (x, t), criterion = network(), batch(), WHAT[what]()
    right = eager(what, net, x, t)
    slope = torch.func.grad(lambda weights: criterion(torch.func.functional_call(net, weights, (x,)), t))(dict(net.named_parameters()))
    return apart(torch.cat([g.flatten() for g in slope.values()]).detach(), right)


def ensemble(what, inside):
    "Three networks side by side, each with a curvature of its own; differentiated inside of `vmap` or by a backward pass outside"
    nets, (x, t), criterion = [network(seed) for seed in range(3)], batch(), WHAT[what]()
    right = torch.stack([eager(what, net, x, t) for net in nets])
    weights, _ = torch.func.stack_module_state(nets)
    one = lambda weights: criterion(torch.func.functional_call(nets[0], weights, (x,)), t)
    if inside: slopes = torch.func.vmap(torch.func.grad(one))({k: w.detach() for k, w in weights.items()}).values()
    else: slopes = torch.autograd.grad(torch.func.vmap(one)(weights).sum(), list(weights.values()))
    return apart(torch.cat([g.flatten(1) for g in slopes], 1).detach(), right)


PROCESSES = """
import sys; sys.path.insert(0, {tools!r})
import torch.distributed as dist, who_trains
result = who_trains.parallel()
"""


def parallel():
    "In each of several processes: the gradient of the part of the batch that it has, averaged, against the whole batch alone"
    import torch.distributed as dist
    from torch.distributed.device_mesh import init_device_mesh
    from torch.distributed.fsdp import fully_shard

    from newton_losses_nb.processes import alone
    rank, size, (x, t), found = dist.get_rank(), dist.get_world_size(), batch(), {}
    mesh = init_device_mesh('cpu', (size,))
    for form, wrap in (('DDP', nn.parallel.DistributedDataParallel), ('FSDP2', lambda net: fully_shard(net, mesh=mesh))):
        for what in WHAT:
            with alone(): right = eager(what, network(), x, t)
            found[form, what] = apart(eager(what, wrap(network()), x.chunk(size)[rank], t.chunk(size)[rank]), right)
    return found


FORMS = {   # name: the error of one cell, and what it needs
    'accumulation, 4 parts': (accumulated, 'with criterion.hold(net(x), t): — the curvature of the whole batch, from one forward pass without a graph'),
    'autocast bfloat16': (lambda what: autocast(what, torch.bfloat16), 'nothing: the step is computed in float32, outside of autocast'),
    'autocast float16': (lambda what: autocast(what, torch.float16), 'nothing; with a GradScaler, as for any loss'),
    'GradScaler, 65,536': (scaled, 'nothing: the step has the size of a gradient, and scales with it'),
    'checkpoint': (lambda what: checkpointed(what, False), 'nothing'),
    'checkpoint, reentrant': (lambda what: checkpointed(what, True), 'nothing'),
    'channels_last': (channels_last, 'nothing'),
    'compile, fullgraph': (compiled, 'torch.compile(lambda x, t: criterion(net(x), t), fullgraph=True): two graphs for all sizes of a batch'),
    'functional_call, func.grad': (transformed, 'nothing'),
    'vmap of func.grad': (lambda what: ensemble(what, True), 'vmap(grad(one)) over stack_module_state'),
    'vmap, backward outside': (lambda what: ensemble(what, False), 'vmap(one)(weights).sum().backward()'),
}
NEEDS = {'DDP': 'nothing: torchrun, and a part of the batch on each of 4 processes', 'FSDP2': 'nothing: fully_shard(net), 4 processes'}


def cell(f, what):
    "The error of a cell, or the words with which it is refused"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            return dict(error=f(what))
    except Exception as e: return dict(refused=type(e).__name__, words=next(line for line in str(e).split('\n') if line.strip())[:300])


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument('forms', nargs='*', metavar='FORM', help='which, by the beginning of their names; all where none is given')
    ask.add_argument('--output', type=Path, default=ROOT/'results'/'who_trains.json')
    asked = ask.parse_args()
    torch.set_num_threads(1)
    chosen = lambda name: not asked.forms or any(name.startswith(form) for form in asked.forms)
    old = json.loads(asked.output.read_text()) if asked.output.is_file() else dict(cells={})
    cells = old['cells']
    def add(name, found, needs):
        cells[name] = dict(needs=needs, **found)
        asked.output.write_text(json.dumps(dict(what='largest relative error of the gradient in the weights against plain eager training of one process: tools/who_trains.py',
                                                torch=torch.__version__, samples=B, outputs=CLASSES, cells=cells), indent=1, ensure_ascii=False) + '\n')
        print(name, {what: c.get('error', c.get('words')) for what, c in found.items()}, flush=True)
    for name, (f, needs) in FORMS.items():
        if chosen(name): add(name, {what: cell(f, what) for what in WHAT}, needs)
    if any(chosen(name) for name in NEEDS):
        ranks = run_processes(PROCESSES.format(tools=str(Path(__file__).parent)), 4, timeout=300)
        for name, needs in NEEDS.items(): add(name, {what: dict(error=max(r[name, what] for r in ranks)) for what in WHAT}, needs)


if __name__ == '__main__': main()
