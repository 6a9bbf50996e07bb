"""Alignment supervision: one smooth recursion over a lattice; edit distance, time warping, sequences with gaps, CTC."""

from .affine import AffineAlignment, AffineAlignmentLoss
from .dtw import SoftDTW
from .lattice import Moves, SoftAlignment, soft_minimum
from .sweep import Edge, read_at, sweep

__all__ = ['SoftAlignment', 'Moves', 'soft_minimum', 'sweep', 'Edge', 'read_at', 'SoftDTW', 'AffineAlignment', 'AffineAlignmentLoss']
