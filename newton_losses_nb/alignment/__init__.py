"""Alignment supervision: one smooth recursion over a lattice; edit distance, time warping, sequences with gaps, CTC."""
