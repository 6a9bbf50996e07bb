"""Ranking supervision: relaxations of sorting, losses on them, convex baselines and metrics."""
# Engines: they replace methods of the relaxations by faster ones with the same results
from . import bubble_by_hand, fast_bubble, fast_networks, fast_relaxed, fast_transport, row_curvature
from .bubble import AnySwapLoss, BubbleSort, SwapCountLoss
from .columns import SpearmanLoss, TopKLoss
from .convex import ListMLELoss, RankNetLoss
from .losses import RankingLoss
from .metrics import element_match, exact_match, first_match, kendall_tau, ndcg, recall, spearman_rho
from .networks import SortingNetwork
from .objectives import NDCGLoss, RowCrossEntropy
from .permutahedron import FastSoftSort
from .random_orders import GumbelLoss, GumbelSort
from .relaxed import NeuralSort, SoftSort
from .transport import SinkhornSort

__all__ = ['NeuralSort', 'SoftSort', 'SortingNetwork', 'SinkhornSort', 'FastSoftSort', 'BubbleSort', 'GumbelSort', 'GumbelLoss',
           'RankingLoss', 'RowCrossEntropy', 'TopKLoss', 'NDCGLoss', 'SpearmanLoss', 'SwapCountLoss', 'AnySwapLoss', 'RankNetLoss', 'ListMLELoss',
           'exact_match', 'element_match', 'first_match', 'kendall_tau', 'spearman_rho', 'ndcg', 'recall']
