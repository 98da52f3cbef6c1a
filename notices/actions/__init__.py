"""Every change to ways to be reached; what waits to be sent, and its sending.

her own    switch_on enter_number say_safe switch_off
floors     queue queue_all      in the act that is the cause
tick       send_due ask_if_safe stop_silent forget_old
"""

from notices.actions.channels import Wishes, enter_number, say_safe, switch_off, switch_on
from notices.actions.queueing import queue, queue_all
from notices.actions.sending import send_due
from notices.actions.upkeep import ask_if_safe, forget_old, stop_silent

__all__ = [
    "Wishes",
    "ask_if_safe",
    "enter_number",
    "forget_old",
    "queue",
    "queue_all",
    "say_safe",
    "send_due",
    "stop_silent",
    "switch_off",
    "switch_on",
]
