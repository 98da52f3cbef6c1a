"""Where words could go by the settings alone, and why they do not."""

from __future__ import annotations

from privacy.places import Goes, register

register("cache:default", goes=Goes.NEVER, why="Nothing is put into Django's cache.")
register("storage:default", "storage:staticfiles", goes=Goes.NEVER, why="No upload is saved through them.")
register(
    "session:board.models.sessions",
    "messages:django.contrib.messages.storage.session.SessionStorage",
    goes=Goes.NEVER,
    why="A session holds an account's id and fixed words.",
)
register(
    "mail:notices.mailer.OneRecipient",
    "mail:django.core.mail.backends.locmem.EmailBackend",
    goes=Goes.NEVER,
    why="A mail says that there is something to see, never what.",
)
register("home:data", goes=Goes.RECORD, why="The database of the words: they are sealed in it.")
register("home:keys", "home:root", goes=Goes.NEVER, why="Keys, wrapped.")
register("home:tick.lock", "home:server.lock", goes=Goes.NEVER, why="An empty file that is held.")
register(
    "home:backup.part", "home:restore.part", goes=Goes.RECORD, why="Copies of the databases, for a while."
)
register(
    "home:backup.part.lock",
    "home:restore.part.lock",
    "home:locked.json",
    "home:locked.json.mutex",
    "home:ledger.txt",
    "home:reports",
    goes=Goes.NEVER,
    why="How far a restore has come; numbers, days and hashes.",
)
register("home:secret.key", goes=Goes.NEVER, why="The secret of the sessions.")
