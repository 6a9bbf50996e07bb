"""The experiments: training, data and commands."""
