import time

from docker import container_of, containers_with, folder_of
from failure import Failure
from outcomes import record_failed, record_good
from progress import show
from restic import Restic
from waiting import waiting


ALL_WITHIN = "2d"


def run_backup(plan):
    """Backs up every target; one that fails does not keep the others from it. Exit code 1: at least one has failed."""
    failed = False
    try:
        restic = Restic(plan)
        restic.open()
    except Failure as failure:
        for tag in plan["targets"]:
            record_failed(tag, str(failure))
        raise
    for tag, target in plan["targets"].items():
        failed |= not attempt(restic, tag, target)
    try:
        forget(restic, plan["keep"])
    except Failure as failure:
        show(f"error: remove old snapshots: {failure}")
        failed = True
    return 1 if failed else 0


def attempt(restic, tag, target):
    started = time.monotonic()
    show(f"{tag}: backing up")
    try:
        snapshot, size = back_up(restic, tag, target)
    except Failure as failure:
        record_failed(tag, str(failure))
        show(f"{tag}: failed: {failure}")
        return False
    record_good(tag, snapshot)
    show(f"{tag}: snapshot {snapshot}, {size / 1000:.1f} kB, {time.monotonic() - started:.1f} s")
    return True


def back_up(restic, tag, target):
    if target["kind"] == "service":
        container = container_of(target["name"])
        command = ["/usr/bin/docker", "exec", container, *target["command"]]
        return restic.back_up(tag, "--stdin-filename", "dump", "--stdin-from-command", "--", *command)
    folder = folder_of(target["volume"])
    held = containers_with(target["volume"]) if target["paused"] else []
    with waiting("pause", held):
        return restic.back_up(tag, folder)


def forget(restic, keep):
    """Of each target alone, so that one that fails for long keeps its last good snapshots."""
    counts = [word for unit, count in keep.items() if count > 0 for word in (f"--keep-{unit}", str(count))]
    # A backup by hand does not remove the one of the same morning.
    rules = ["--keep-within", ALL_WITHIN, *counts]
    restic.run("forget", "--quiet", "--host", restic.host, "--group-by", "host,tags", *rules, "--prune")
