"""Shortest-path supervision: exact solvers, and the ways to learn through them."""
