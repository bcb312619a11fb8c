import os
import shutil
import subprocess

from docker import container_of, containers_with, docker, folder_of
from failure import Failure
from plan import find_target
from progress import show
from restic import LONG_SECONDS, Restic
from snapshots import find_snapshot
from waiting import waiting

STAGE = "/var/lib/docker/berth-restore"


def run_restore(plan, word, wanted=None):
    """Puts a snapshot in the place of what a target has now. What is there now stays until the whole snapshot is on this host."""
    tag = find_target(plan, word)
    target = plan["targets"][tag]
    restic = Restic(plan)
    snapshot = find_snapshot(restic, tag, wanted)
    show(f"{tag}: reading snapshot {snapshot['short_id']} of {snapshot['time'][:19]}")
    if target["kind"] == "service":
        restore_dump(restic, target, snapshot)
    else:
        restore_volume(restic, target, snapshot)
    show(f"{tag}: restored from snapshot {snapshot['short_id']}")
    return 0


def restore_dump(restic, target, snapshot):
    """All of the dump is on the data disk before the service's own command gets its first byte."""
    remove(STAGE)
    os.mkdir(STAGE, 0o700)
    try:
        with open(f"{STAGE}/dump", "wb") as file:
            restic.run("dump", "--no-lock", snapshot["id"], "/dump", stdout=file)
        show(f"service:{target['name']}: running its restore command")
        with open(f"{STAGE}/dump", "rb") as file:
            container = container_of(target["name"])
            docker("exec", "--interactive", container, *target["restore"], stdin=file, seconds=LONG_SECONDS)
    finally:
        remove(STAGE)


def restore_volume(restic, target, snapshot):
    """Restores beside the data and exchanges the two folders in one step while nothing uses the volume."""
    folder = folder_of(target["volume"])
    beside = f"{folder}.berth-restore"
    remove(beside)
    restic.run("restore", "--no-lock", f"{snapshot['id']}:{snapshot['paths'][0]}", "--target", beside)
    # restic leaves out the folder itself, and a new machine may have given the volume another level.
    for words in (["chown", f"--reference={folder}", beside], ["chmod", f"--reference={folder}", beside]):
        host(*words)
    host("chcon", "--recursive", f"--reference={folder}", beside)
    host("sync", "--file-system", beside)
    used = containers_with(target["volume"])
    if used:
        show(f"volume:{target['name']}: stopping {len(used)} container(s)")
    with waiting("stop", used):
        host("mv", "--exchange", "--no-copy", "--no-target-directory", beside, folder)
    remove(beside)


def remove(folder):
    if os.path.lexists(folder):
        shutil.rmtree(folder)


def host(*words):
    result = subprocess.run(words, capture_output=True, stdin=subprocess.DEVNULL, timeout=LONG_SECONDS)
    if result.returncode != 0:
        raise Failure(f"{words[0]}: {result.stderr.decode(errors='replace').strip()}")
