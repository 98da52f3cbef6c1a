"""Reads about meetings, agendas and minutes."""

from meetings.queries.held import held_about

__all__ = ["held_about"]
