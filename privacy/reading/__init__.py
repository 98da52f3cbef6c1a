"""The only way from sealed bytes to text: permission, consent in force, keys, event, then plaintext.

The rules live on higher floors. Each app registers, per contract table, who may open it and which consent
covers it. An unregistered table never opens.
"""

from privacy.reading.ciphers import (
    forget_keys,
    keys_kept,
    new_board_key,
    new_person_key,
    new_record_key,
    new_record_keys,
    seal,
)
from privacy.reading.openers import (
    Cover,
    Covering,
    Opener,
    Verdict,
    register,
    register_chosen_names,
    registered,
)
from privacy.reading.opening import Opened, Shut, open_many, open_text, record_of
from privacy.reading.resealing import reseal
from privacy.reading.sealed_files import OpenedFile, open_file
from privacy.reading.system import System
from privacy.states import Purpose

__all__ = [
    "Cover",
    "Covering",
    "Opened",
    "OpenedFile",
    "Opener",
    "Purpose",
    "Shut",
    "System",
    "Verdict",
    "forget_keys",
    "keys_kept",
    "new_board_key",
    "new_person_key",
    "new_record_key",
    "new_record_keys",
    "open_file",
    "open_many",
    "open_text",
    "record_of",
    "register",
    "register_chosen_names",
    "registered",
    "reseal",
    "seal",
]
