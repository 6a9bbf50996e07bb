"""Shortest-path supervision: exact solvers, and the ways to learn through them."""
from .blackbox import BlackboxSolver, ImplicitMLE, NegativeIdentity
from .grid import graph_shortest_path, grid_distance, shortest_path
from .losses import HammingLoss, RegretLoss, SolverLoss, SPOPlusLoss, StructuredHingeLoss, StructuredPerceptronLoss
from .maps import CostHead, path_cost
from .perturbed import FenchelYoungLoss, PerturbedOptimizer
from .relaxed import PathLoss, RelaxedBellmanFord
from .smoothing import SmoothedAlgorithm, SmoothedLoss
from .solvers import PerInstanceSolver

__all__ = ['shortest_path', 'grid_distance', 'path_cost', 'graph_shortest_path', 'CostHead', 'RelaxedBellmanFord', 'PathLoss',
           'SmoothedLoss', 'SmoothedAlgorithm', 'PerturbedOptimizer', 'FenchelYoungLoss', 'BlackboxSolver', 'NegativeIdentity', 'ImplicitMLE',
           'PerInstanceSolver', 'SolverLoss', 'HammingLoss', 'RegretLoss', 'SPOPlusLoss', 'StructuredHingeLoss', 'StructuredPerceptronLoss']
