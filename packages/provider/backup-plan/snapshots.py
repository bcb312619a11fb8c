from failure import Failure
from progress import show
from restic import Restic

import json


def print_snapshots(plan):
    """A line of JSON: the snapshots of this host that the repository keeps, the newest first."""
    kept = Restic(plan).snapshots()
    rows = [{"id": one["short_id"], "target": (one.get("tags") or [""])[0], "at": one["time"]} for one in kept]
    show(json.dumps(rows[::-1]))
    return 0


def find_snapshot(restic, tag, wanted):
    """The snapshot of a target with an id, or its newest one."""
    kept = restic.snapshots(tag)
    found = [one for one in kept if wanted is None or one["id"].startswith(wanted)]
    if found:
        return found[-1]
    known = ", ".join(one["short_id"] for one in kept) or "none"
    raise Failure(f"{tag} has no snapshot {wanted or 'yet'}; kept are {known}")
