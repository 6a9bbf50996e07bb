"""Supervision through a simulator: steps rolled out, contact, and chains of links."""
