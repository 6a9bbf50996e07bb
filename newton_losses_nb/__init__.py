"""Newton losses: one damped second-order step on the loss, first-order training of the network."""
__version__ = "0.2.0"

from .check_loss import check_loss
from .curvature import Curvature, Fisher, Hessian, Running
from .damping import Adaptive, Damping, Relative, Shrinkage, Tikhonov
from .derivatives import Evaluation, evaluate
from .diagnostics import diagnose
from .fisher import FisherNewtonLoss, inject_fisher
from .gauss_newton import GaussNewton, LeastSquares
from .hessian import HessianNewtonLoss
from .newton import NewtonLoss, newton_step, newton_target
from .place import Behind

__all__ = ['NewtonLoss', 'HessianNewtonLoss', 'FisherNewtonLoss', 'inject_fisher', 'newton_step', 'newton_target',
           'Fisher', 'Hessian', 'GaussNewton', 'LeastSquares', 'Running', 'Curvature', 'Tikhonov', 'Relative', 'Shrinkage', 'Adaptive', 'Damping',
           'Behind', 'Evaluation', 'evaluate', 'diagnose', 'check_loss']
