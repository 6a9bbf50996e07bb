"""Tests exported from the notebooks: `pytest --pyargs newton_losses_nb`."""
