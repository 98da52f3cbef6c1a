"""C02: after a whole journey no word stands in PostgreSQL's files, its log, its statistics, its dumps.

On a server of its own that notes every statement with its values, and keeps little in memory.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections, transaction

from tests.canary import CANARY
from tests.leakscan import new_word, scan
from tests.privacy.processes import ROOT, child

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.timeout(900)]
TALKATIVE = " ".join(
    f"-c {setting}"
    for setting in (
        "listen_addresses=''", "fsync=off", "log_statement=all", "log_min_duration_statement=0",
        "log_temp_files=0", "log_parameter_max_length=-1", "log_error_verbosity=verbose", "work_mem=64kB",
        "shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track=all",
        "track_activity_query_size=1MB",
    )
)  # fmt: skip
# A list that does not fit into 64 kB goes through a temporary file.
LARGE = "SELECT a.* FROM {} a, generate_series(1, 3000) ORDER BY random()"
JOURNEY = """
import json
from django.core.management import call_command
call_command("migrate", database="default", verbosity=0)
from tests.people import assemble
from tests.backup import test_c02_postgresql_on_disk as c02
from tests.privacy import forks, test_c01_database_files as c01
cast = assemble()
hers = c01.journey(cast)
c02.temporary_files_of("consultations_contributiontext")
c01.taken_back(cast, hers)
assert forks.one(lambda: c01.killed_while_writing(cast)) == -9
print(json.dumps(c01.WORDS))
"""
PLANT = """
import os
from django.db import connections
with connections["default"].cursor() as cursor:
    cursor.execute("UPDATE board_organisation SET does = %s", ["x " + os.environ["PLANTED"] + " y"])
from tests.backup import test_c02_postgresql_on_disk as c02
c02.temporary_files_of("board_organisation")
"""


def as_server(*command: str) -> None:
    """PostgreSQL refuses to run as root."""
    wrapped = ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else [*command]
    subprocess.run(wrapped, check=True, capture_output=True, cwd="/")


def tool(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name) or name


@contextmanager
def server() -> Iterator[Path]:
    """A server of its own, in a folder of its own; stopped and removed when the block is left."""
    folder = Path(tempfile.mkdtemp(prefix="atrium-c02-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    try:
        as_server(tool("initdb"), f"--pgdata={data}", "--username=atrium", "--auth=trust", "--encoding=UTF8",
                  "--locale=C.UTF-8", "--no-sync", "--wal-segsize=1")  # fmt: skip
        start(folder)
        as_server(tool("createdb"), f"--host={folder}", "--username=atrium", "atrium")
        yield folder
    finally:
        with_server_stopped(folder)
        shutil.rmtree(folder, ignore_errors=True)


def start(folder: Path) -> None:
    options = f"{TALKATIVE} -c unix_socket_directories='{folder}'"
    as_server(tool("pg_ctl"), f"--pgdata={folder / 'data'}", f"--log={folder / 'server.log'}", "--wait",
              f"--options={options}", "start")  # fmt: skip


def with_server_stopped(folder: Path) -> None:
    """Everything it had in memory is on the disk then."""
    if (folder / "data" / "postmaster.pid").exists():
        as_server(tool("pg_ctl"), f"--pgdata={folder / 'data'}", "--wait", "--mode=fast", "stop")


def kill(folder: Path) -> None:
    """`kill -9` to the server and everybody in it, as when the machine loses its power."""
    [first, *_] = (folder / "data" / "postmaster.pid").read_text().split()
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    for one in (first, *children):
        os.kill(int(one), signal.SIGKILL)
    for one in (first, *children):
        while (state := Path(f"/proc/{one}/stat")).exists() and ") Z" not in state.read_text():
            time.sleep(0.05)
    # A container in which nobody collects the dead would take it for alive.
    (folder / "data" / "postmaster.pid").unlink()
    (folder / ".s.PGSQL.5432.lock").unlink()


@contextmanager
def connected(folder: Path) -> Iterator[None]:
    """Somebody has read the texts, in a transaction that goes on."""
    command = [tool("psql"), f"--host={folder}", "--username=atrium", "-At", "atrium"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as line:
        line.stdin.write("BEGIN; SELECT * FROM consultations_contributiontext;\n\\echo read\n")
        line.stdin.flush()
        while line.stdout.readline() != "read\n":
            assert line.poll() is None
        yield
        line.kill()


def temporary_files_of(table: str) -> None:
    """What lies in the server's temporary files while a long sort is open; afterwards they are gone."""
    folder = Path(connections["default"].settings_dict["HOST"])
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(f"DECLARE large NO SCROLL CURSOR FOR {LARGE.format(table)}")
        cursor.execute("FETCH 1 FROM large")
        found = [one.read_bytes() for one in (folder / "data/base/pgsql_tmp").rglob("*") if one.is_file()]
    (folder / "temporary.files").write_bytes(b"".join(found))


def home_in(folder: Path) -> Path:
    """The keys of the journey: on the disk of another machine, one would hope."""
    home = folder / "home"
    for name in ("data", "keys", "root"):
        (home / name).mkdir(parents=True, mode=0o700)
    (home / "root" / "root.key").touch(mode=0o600)
    (home / "root" / "root.key").write_bytes(secrets.token_bytes(32))
    (home / "secret.key").write_text(secrets.token_urlsafe(50))
    environment = {**os.environ, "ATRIUM_HOME": str(home), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment |= {"DATABASE_URL": "", "KEYS_DATABASE_URL": ""}
    command = [sys.executable, "manage.py", "keys", "init"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return home


def said_by(code: str, **environment: str) -> str:
    """What a process of the product printed; hashing passphrases takes its time."""
    process = child(code, **environment)
    out, err = process.communicate(timeout=350)
    assert process.returncode == 0, err[-2000:]
    return out


def asked(folder: Path, query: str) -> str:
    command = [tool("psql"), f"--host={folder}", "--username=atrium", "-At", "-c", query, "atrium"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def dumped(folder: Path) -> list[Path]:
    """As somebody would who has the database and nothing else."""
    made = []
    for form in ("plain", "custom", "tar"):
        file = folder / f"dump.{form}"
        with file.open("wb") as out:
            command = [tool("pg_dump"), f"--host={folder}", "--username=atrium", f"--format={form}", "atrium"]
            subprocess.run(command, stdout=out, check=True)
        made.append(file)
    (folder / "statements.txt").write_text(asked(folder, "SELECT query FROM pg_stat_statements"))
    (folder / "activity.txt").write_text(asked(folder, "SELECT query FROM pg_stat_activity"))
    return [*made, folder / "statements.txt", folder / "activity.txt"]


def files(folder: Path, since: float) -> list[Path]:
    """What the server has written since then: tables, statistics about columns, its log of changes."""
    there = [path for path in (folder / "data").rglob("*") if path.is_file()]
    here = [path for path in there if path.stat().st_mtime >= since]
    return [*here, folder / "temporary.files", folder / "server.log"]


def hits(paths: list[Path], words: list[str]) -> set[Path]:
    """Those in which any of the words stands: as it is, in hexadecimal, in base64, compressed."""
    return {path for path in paths if path.exists() and scan(path.read_bytes(), words, depth=1)}


def test_c02_postgres_data_dir_wal_dump(tmp_path: Path) -> None:
    with server() as folder:
        at = {
            "DATABASE_URL": f"postgres://atrium@/atrium?host={folder}",
            "KEYS_DATABASE_URL": "",
            "ATRIUM_HOME": str(home_in(tmp_path)),
        }
        asked(folder, "CREATE EXTENSION pg_stat_statements")
        begun = time.time() - 1
        words = [CANARY, *json.loads(said_by(JOURNEY, **at).splitlines()[-1]).values()]
        with connected(folder):
            assert hits(files(folder, begun), words) == set()
        asked(folder, "ANALYZE")
        asked(folder, "CHECKPOINT")
        # the server did note what there was to note
        log = (folder / "server.log").read_text(errors="replace")
        assert 'INSERT INTO "consultations_contributiontext"' in log
        assert "temporary file: path" in log
        assert (folder / "temporary.files").stat().st_size > 1_000_000
        kept, copies = files(folder, begun), dumped(folder)
        assert "consultations_contributiontext" in (folder / "statements.txt").read_text()
        assert {"pg_wal", "base"} <= {one.relative_to(folder).parts[1] for one in kept[:-2]}
        assert hits([*kept, *copies], words) == set()
        kill(folder)
        nobody_tidied_up = hits(files(folder, begun), words)
        start(folder)
        assert nobody_tidied_up == set()
        assert "automatic recovery in progress" in (folder / "server.log").read_text(errors="replace")
        with_server_stopped(folder)
        assert hits(files(folder, begun), words) == set()

        # its twin: a word that is planted is found in each of them
        start(folder)
        planted, begun = new_word(), time.time() - 1
        said_by(PLANT, PLANTED=planted, **at)
        asked(folder, "CHECKPOINT")
        found = {
            path.relative_to(folder) for path in hits([*files(folder, begun), *dumped(folder)], [planted])
        }
        names = {one.parts[min(1, len(one.parts) - 1)].partition(".")[0] for one in found}
        assert names >= {"server", "dump", "base", "pg_wal", "temporary"}
