"""Composition: settings, root addresses, the order of middleware, the checks at start.

Knows all, known by none.
"""
