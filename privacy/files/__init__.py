"""Sealed files: what people hand in is never on the disk as it was, not even for a moment.

    ATRIUM_HOME/files/          0700
        kept/<32 hex>           0600  one sealed file; its name is the id of its row in `privacy_storedfile`
        incoming/<32 hex>       0600  being written, and locked by the process that writes it

For backups: the database first, then `kept/` as it is; a file whose row is not in the copy is harmless, a
row whose file was removed meanwhile says so on its page. `incoming/` is never copied. Each file names its
scope key and its record key (see `privacy.crypto.stream`); without the key store none of them opens.

On its way in a file is sealed under a key that only the process has (`Incoming`), read from there by the
child that checks and cleans it, and sealed again under a person's or the board's key and one of its own
(`sealed`). Its row is saved in the act; then it is moved from `incoming/` to `kept/`. A process that dies
leaves its lock open, and the next start clears away what it left (`sweep`).
"""

from privacy.files.folder import exists, names_kept, remove
from privacy.files.labels import Label
from privacy.files.letting_go import let_go
from privacy.files.limits import check_one_more, check_room, problem_in_words, room_today, too_large
from privacy.files.purging import purge
from privacy.files.sealing import Fresh, sealed
from privacy.files.sweeper import Swept, sweep
from privacy.files.upload import Incoming, takes_file

__all__ = [
    "Fresh",
    "Incoming",
    "Label",
    "Swept",
    "check_one_more",
    "check_room",
    "exists",
    "let_go",
    "names_kept",
    "problem_in_words",
    "purge",
    "remove",
    "room_today",
    "sealed",
    "sweep",
    "takes_file",
    "too_large",
]
