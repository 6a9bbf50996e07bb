"""Alignment supervision: one smooth recursion over a lattice; edit distance, time warping, sequences with gaps, CTC."""
# Engines: they replace methods of the losses by faster ones with the same results
from . import fast_ctc, fast_dtw
from .affine import AffineAlignment, AffineAlignmentLoss
from .ctc import CTCLoss, best_path
from .dtw import SoftDTW
from .edit import EditRegressionLoss, SoftEditDistance
from .lattice import Moves, SoftAlignment, soft_minimum
from .sweep import Edge, lattice_span, read_at, skew

__all__ = ['SoftAlignment', 'Moves', 'soft_minimum', 'Edge', 'skew', 'lattice_span', 'read_at', 'SoftEditDistance', 'EditRegressionLoss',
           'SoftDTW', 'AffineAlignment', 'AffineAlignmentLoss', 'CTCLoss', 'best_path']
