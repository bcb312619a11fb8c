import contextlib
import json
import os

from docker import docker

FOLDER = "/var/lib/berth-backup"
FILE = f"{FOLDER}/waiting.json"
STOP_SECONDS = 900
UNDO = {"pause": "unpause", "stop": "start"}


@contextlib.contextmanager
def waiting(action, containers):
    """Containers are paused ("pause") or stopped ("stop") inside of the block; the file is what a later run resumes after a kill."""
    if not containers:
        yield
        return
    os.makedirs(FOLDER, mode=0o700, exist_ok=True)
    with open(f"{FILE}.new", "w") as file:
        json.dump({"action": action, "containers": containers}, file)
        file.flush()
        os.fsync(file.fileno())
    os.rename(f"{FILE}.new", FILE)
    try:
        docker(action, *containers, seconds=STOP_SECONDS)
        yield
    finally:
        resume()


def resume():
    """Lets go on what `waiting` holds, if it holds anything. A container that a deployment has removed meanwhile is left out."""
    if not os.path.exists(FILE):
        return
    with open(FILE) as file:
        held = json.load(file)
    there = set(docker("ps", "--all", "--quiet", "--no-trunc").split())
    state = "paused" if held["action"] == "pause" else "exited"
    still = set(docker("ps", "--all", "--quiet", "--no-trunc", "--filter", f"status={state}").split())
    for container in held["containers"]:
        if container in there & still:
            docker(UNDO[held["action"]], container)
    os.unlink(FILE)
