"""Every change to meetings, agendas and minutes."""

from meetings.actions.approval import approve_minutes, renew_edition

__all__ = ["approve_minutes", "renew_edition"]
