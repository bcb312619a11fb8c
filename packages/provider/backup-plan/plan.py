import json
import os
import subprocess

from failure import Failure

FOLDER = os.path.dirname(__file__)
CREDENTIAL = "/etc/credstore.encrypted/berth-backup"


def read_plan():
    """The plan that the last deployment left: host, repository, keep, targets by their tags."""
    with open(f"{FOLDER}/plan.json") as file:
        plan = json.load(file)
    return {**plan, "targets": {f"{one['kind']}:{one['name']}": one for one in plan["targets"]}}


def read_secrets():
    """Environment variables with the password and the credentials; they are in clear in this process and its children alone."""
    words = ["systemd-creds", "decrypt", "--name=berth-backup", CREDENTIAL, "-"]
    result = subprocess.run(words, capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
    if result.returncode != 0:
        raise Failure(f"the password of the repository could not be read: {result.stderr.decode().strip()}")
    return json.loads(result.stdout)


def find_target(plan, word):
    """The tag of a target that is named by its tag, or by its name alone where one target has it."""
    if word in plan["targets"]:
        return word
    tags = [tag for tag, target in plan["targets"].items() if target["name"] == word]
    if len(tags) == 1:
        return tags[0]
    known = ", ".join(sorted(plan["targets"]))
    raise Failure(f"{word} is not backed up on this host; its backups are {known}")
