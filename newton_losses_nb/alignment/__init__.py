"""Alignment supervision: one smooth recursion over a lattice; edit distance, time warping, sequences with gaps, CTC."""
# Engines: they replace methods of the losses by faster ones with the same results
from . import fast_ctc
from .ctc import CTCLoss, best_path
from .lattice import Moves, SoftAlignment, soft_minimum
from .sweep import Edge, read_at, sweep

__all__ = ['SoftAlignment', 'Moves', 'soft_minimum', 'sweep', 'Edge', 'read_at', 'CTCLoss', 'best_path']
