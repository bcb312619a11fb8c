import contextlib
import fcntl
import os

from failure import Failure

FOLDER = "/run/berth-backup"


@contextlib.contextmanager
def host_lock():
    """One backup or restore at a time; the kernel gives the lock back when the process ends, however it ends."""
    os.makedirs(FOLDER, mode=0o700, exist_ok=True)
    with open(f"{FOLDER}/lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failure("a backup or a restore runs on this host already: wait for its end") from None
        yield
