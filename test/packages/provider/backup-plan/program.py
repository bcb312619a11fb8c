# Runs the modules of the backup with a restic and a docker of this test, which write down what they are given. The real ones are e2e's.
import json
import os
import sys
import tempfile

sys.path.insert(0, sys.argv[1])
import docker
import outcomes
import restic
import run_backup
import waiting
from failure import Failure
from plan import find_target

scratch = tempfile.mkdtemp()
log = f"{scratch}/log"


def fake(name, text):
    path = f"{scratch}/{name}"
    with open(path, "w") as file:
        file.write(f'#!/bin/sh\necho "{name} $*" >>{log}\n{text}\n')
    os.chmod(path, 0o755)
    return path


def calls():
    with open(log) as file:
        lines = file.read().splitlines()
    os.unlink(log)
    return lines


restic.PROGRAM = fake(
    "restic",
    """case "$*" in
*service:broken*) echo '{"message_type":"exit_error","code":1,"message":"Fatal: unable to save snapshot: command failed"}' >&2; exit 1 ;;
*" backup "*) echo '{"message_type":"summary","snapshot_id":"0123456789abcdef","total_bytes_processed":10}' ;;
esac""",
)
docker.PROGRAM = fake(
    "docker",
    """case "$*" in
"ps --quiet --filter label="*) echo c1 ;;
"ps --quiet --no-trunc --filter volume="*|"ps --all"*) echo c2 ;;
"volume inspect"*) echo /volumes/files ;;
esac""",
)
for module in (outcomes, waiting):
    module.FOLDER = scratch
    module.FILE = f"{scratch}/{module.__name__}.json"
restic.read_secrets = lambda: {"RESTIC_PASSWORD": "p"}

targets = {
    "service:broken": {"kind": "service", "name": "broken", "command": ["dump"], "restore": ["load"]},
    "service:db": {"kind": "service", "name": "db", "command": ["dump", "all of it"], "restore": ["load"]},
    "volume:files": {"kind": "volume", "name": "files", "volume": "shop-dev-files", "paused": True},
}
whole = {"host": "web", "repository": "/r", "keep": {"daily": 7, "weekly": 4, "monthly": 0}, "targets": targets}

assert run_backup.run_backup(whole) == 1
made = [line.replace("--retry-lock 5m ", "") for line in calls()]
backup = "restic backup --json --host web --tag"
dump = "--stdin-filename dump --stdin-from-command -- /usr/bin/docker exec c1 dump"
assert f"{backup} service:db {dump} all of it" in made, made
paused = made.index("docker pause c2")
assert made[paused + 1] == f"{backup} volume:files /volumes/files", made
assert made.index("docker unpause c2") > paused, made
assert made[-1] == "restic forget --quiet --host web --group-by host,tags --keep-within 2d --keep-daily 7 --keep-weekly 4 --prune", made
known = outcomes.read_outcomes()
assert known["service:broken"]["cause"] == "restic backup: Fatal: unable to save snapshot: command failed", known
assert known["service:db"]["snapshot"] == "01234567" and known["service:db"]["cause"] is None, known

# A run that was killed leaves its file: the next one lets the container go on, and forgets it.
with open(waiting.FILE, "w") as file:
    json.dump({"action": "stop", "containers": ["c2", "gone"]}, file)
waiting.resume()
assert calls()[-1] == "docker start c2"
assert not os.path.exists(waiting.FILE)

assert find_target(whole, "db") == "service:db" and find_target(whole, "volume:files") == "volume:files"
try:
    find_target(whole, "other")
    raise AssertionError("a target that is not in the plan was found")
except Failure as failure:
    assert "its backups are service:broken, service:db, volume:files" in str(failure)
