import json
import os
import subprocess

from failure import Failure
from plan import read_secrets

PROGRAM = "/usr/bin/restic"
CACHE = "/var/cache/berth-backup"
NO_REPOSITORY = 10
QUICK_SECONDS = 120
LONG_SECONDS = 6 * 3600


class Restic:
    """The repository of a plan, as restic reaches it."""

    def __init__(self, plan):
        self.host = plan["host"]
        self.environment = {
            "PATH": "/usr/sbin:/usr/bin",
            "HOME": "/root",
            "RESTIC_REPOSITORY": plan["repository"],
            "RESTIC_CACHE_DIR": CACHE,
            **read_secrets(),
        }

    def run(self, *words, cwd="/", stdout=subprocess.PIPE, seconds=LONG_SECONDS):
        """Its output; throws the last line of what it printed to stderr, where it does not end well."""
        result = self.attempt(*words, cwd=cwd, stdout=stdout, seconds=seconds)
        if result.returncode != 0:
            raise Failure(f"restic {words[0]}: {cause(result)}")
        return result.stdout

    def attempt(self, *words, cwd="/", stdout=subprocess.PIPE, seconds=LONG_SECONDS):
        argv = [PROGRAM, "--retry-lock", "5m", *words]
        places = {"cwd": cwd, "stdin": subprocess.DEVNULL, "stdout": stdout, "stderr": subprocess.PIPE}
        try:
            return subprocess.run(argv, env=self.environment, timeout=seconds, **places)
        except subprocess.TimeoutExpired:
            raise Failure(f"restic {words[0]}: did not end within {seconds} s") from None

    def open(self):
        """Removes the locks of processes that are gone; makes the repository where there is none yet."""
        found = self.attempt("unlock", seconds=QUICK_SECONDS)
        if found.returncode == NO_REPOSITORY:
            self.run("init", seconds=QUICK_SECONDS)
        elif found.returncode != 0:
            raise Failure(f"open the repository: {cause(found)}")

    def snapshots(self, tag=None):
        """Of this host, the oldest first."""
        of_tag = [] if tag is None else ["--tag", tag]
        return json.loads(self.run("snapshots", "--json", "--no-lock", "--host", self.host, *of_tag, seconds=QUICK_SECONDS))

    def back_up(self, tag, *words, cwd="/"):
        """The id of the new snapshot. A command that fails, or a process that is killed, leaves none."""
        output = self.run("backup", "--json", "--host", self.host, "--tag", tag, *words, cwd=cwd)
        summary = json.loads(output.splitlines()[-1])
        return summary["snapshot_id"][:8], summary["total_bytes_processed"]


def cause(result):
    """The last line that a program printed about its failure; restic prints it as JSON where its output is JSON."""
    lines = [line for line in result.stderr.decode(errors="replace").splitlines() if line.strip()]
    if not lines:
        return f"exit code {result.returncode}"
    last = lines[-1]
    try:
        return json.loads(last)["message"].strip()
    except (ValueError, KeyError, TypeError):
        return last.strip()
