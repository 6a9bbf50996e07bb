"""Ranking supervision: relaxations of sorting, losses on them, convex baselines and metrics."""
from .losses import ListMLELoss, RankingLoss, RankNetLoss, element_match, exact_match
from .relaxed import NeuralSort, SoftSort

__all__ = ['NeuralSort', 'SoftSort', 'RankingLoss', 'RankNetLoss', 'ListMLELoss', 'exact_match', 'element_match']
