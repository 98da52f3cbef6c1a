"""Two archives, and back again: the words and their files in one, all that opens them in the other.

Each is sealed with age to people whose identities are not on this machine: what is written here cannot be
read here. `make` writes one while people work; `restore` puts them into an empty installation, which is
LOCKED from its first moment on (`privacy.gate`).
"""

from privacy.backup.making import Made, check_ready, make, newest_first
from privacy.backup.manifest import Manifest, register_board
from privacy.backup.newest import Kept, newest_backups
from privacy.backup.problems import Code, Problem
from privacy.backup.restoring import restore

__all__ = [
    "Code",
    "Kept",
    "Made",
    "Manifest",
    "Problem",
    "check_ready",
    "make",
    "newest_backups",
    "newest_first",
    "register_board",
    "restore",
]
