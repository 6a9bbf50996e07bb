"""Races between pieces of code: what sorts, what finds paths, and what a Newton step costs."""
from newton_losses_nb.bench.race import add_heat, bench_steps, bench_table, heat, missed, new_race, ratios

__all__ = ['heat', 'ratios', 'new_race', 'add_heat', 'missed', 'bench_steps', 'bench_table']
