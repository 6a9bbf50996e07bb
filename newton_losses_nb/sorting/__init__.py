"""Ranking supervision: relaxations of sorting, losses on them, convex baselines and metrics."""
from .losses import ListMLELoss, RankingLoss, RankNetLoss, element_match, exact_match
from .metrics import kendall_tau, ndcg, recall, spearman_rho
from .objectives import NDCGLoss, RowCrossEntropy, SpearmanLoss, TopKLoss
from .permutahedron import FastSoftSort
from .relaxed import NeuralSort, SoftSort
from .transport import SinkhornSort

__all__ = ['NeuralSort', 'SoftSort', 'SinkhornSort', 'FastSoftSort',
           'RankingLoss', 'RowCrossEntropy', 'TopKLoss', 'NDCGLoss', 'SpearmanLoss', 'RankNetLoss', 'ListMLELoss',
           'exact_match', 'element_match', 'kendall_tau', 'spearman_rho', 'ndcg', 'recall']
