import subprocess

from failure import Failure

PROGRAM = "/usr/bin/docker"
LIMIT_SECONDS = 300


def docker(*words, stdin=subprocess.DEVNULL, seconds=LIMIT_SECONDS):
    """What Docker prints; throws its last line where it does not end well."""
    try:
        result = subprocess.run([PROGRAM, *words], stdin=stdin, capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Failure(f"docker {words[0]}: did not end within {seconds} s") from None
    if result.returncode != 0:
        lines = result.stderr.decode(errors="replace").strip().splitlines() or [f"exit code {result.returncode}"]
        raise Failure(f"docker {words[0]}: {lines[-1]}")
    return result.stdout.decode()


def container_of(service):
    """The newest running container of a service."""
    ids = docker("ps", "--quiet", "--filter", f"label=berth.service={service}").split()
    if not ids:
        raise Failure(f"no container of service {service} runs")
    return ids[0]


def containers_with(volume):
    """Those that run with a volume; a paused one is among them."""
    return docker("ps", "--quiet", "--no-trunc", "--filter", f"volume={volume}").split()


def folder_of(volume):
    """Where the data of a volume is."""
    return docker("volume", "inspect", "--format", "{{.Mountpoint}}", volume).strip()
