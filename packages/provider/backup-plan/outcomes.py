import json
import os
import time

from progress import show

FOLDER = "/var/lib/berth-backup"
FILE = f"{FOLDER}/outcomes.json"


def read_outcomes():
    """Tag → when its last good backup was, and when and why the last one failed."""
    if not os.path.exists(FILE):
        return {}
    with open(FILE) as file:
        return json.load(file)


def print_outcomes(plan):
    """A line for status: "backups" and the JSON of every target of the plan, of one that has no backup yet too."""
    known = read_outcomes()
    rows = [{"target": tag, **{key: value for key, value in known.get(tag, {}).items() if value is not None}} for tag in plan["targets"]]
    show(f"backups {json.dumps(rows)}")
    return 0


def record(tag, **values):
    """Adds to what is known of a target, at once and whole."""
    outcomes = read_outcomes()
    outcomes[tag] = {**outcomes.get(tag, {}), **values}
    os.makedirs(FOLDER, mode=0o700, exist_ok=True)
    with open(f"{FILE}.new", "w") as file:
        json.dump(outcomes, file)
    os.rename(f"{FILE}.new", FILE)


def record_good(tag, snapshot):
    record(tag, good=int(time.time()), snapshot=snapshot, failed=None, cause=None)


def record_failed(tag, cause):
    record(tag, failed=int(time.time()), cause=" ".join(cause.split())[:400])
