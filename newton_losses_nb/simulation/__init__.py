"""Supervision through a simulator: steps rolled out, contact, and chains of links."""
from .kinematics import Backbone, ForwardKinematics
from .rollout import Rollout, fall, leapfrog, runge_kutta, symplectic_euler

__all__ = ['Rollout', 'symplectic_euler', 'leapfrog', 'runge_kutta', 'fall', 'ForwardKinematics', 'Backbone']
