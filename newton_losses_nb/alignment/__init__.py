"""Alignment supervision: one smooth recursion over a lattice; edit distance, time warping, sequences with gaps, CTC."""
# Engines: they replace methods of the losses by faster ones with the same results
from . import fast_ctc
from .ctc import CTCLoss, best_path

__all__ = ['CTCLoss', 'best_path']
