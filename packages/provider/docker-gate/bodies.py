# What the bodies of requests may hold: what infra/runtimes/containers and packages/docker can send, and what the docker
# command adds to it. As data; a field that is not here has to be empty.
import json
from pathlib import Path

from shapes import absent, entries, flag, items, number, one_of, record, text

NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]*"
IMAGE = r"[A-Za-z0-9][A-Za-z0-9_.:@-]*(/[A-Za-z0-9][A-Za-z0-9_.:@-]*)*"
# What the policy pack requires of a container's inputs too: patterns with their rules, and lists of values.
RULES = json.loads((Path(__file__).parent / "container-rules.json").read_text(encoding="utf-8"))


def ruled(key):
    return text(**RULES["texts"][key])


def one_of_the(key):
    return one_of(*RULES["values"][key])


# Cleaned by the daemon it must still be outside of what the kernel shows.
TARGET = RULES["texts"]["target"]["pattern"]
target = ruled("target")
name = text(NAME, "must be a name or an id")
word = text()
words = items(word)
labels = entries({r"[^\0]*": word})
nothing = record()

endpoint = record(
    Aliases=words,
    IPAMConfig=record(IPv4Address=text(r"[0-9.]*", "must be an IPv4 address")),
)


def bindings(port):
    return items(record(HostIp=ruled("hostIp"), HostPort=port))


resources = {
    "CpuPeriod": number,
    "CpuQuota": number,
    "CpuShares": number,
    "Memory": number,
    "MemoryReservation": number,
    "MemorySwap": number,
    "MemorySwappiness": one_of(-1),
    "NanoCpus": number,
    "PidsLimit": number,
    "RestartPolicy": record(Name=one_of("", "no", "always", "unless-stopped", "on-failure"), MaximumRetryCount=number),
}

host = record(
    **resources,
    AutoRemove=flag,
    Binds=items(
        text(
            rf"{NAME}:{TARGET}(:(rw|ro|z|Z|nocopy)(,(rw|ro|z|Z|nocopy))*)?",
            "must be volume:/path[:rw|ro|z|Z]: folders of the host stay outside",
        )
    ),
    CapAdd=items(ruled("capability")),
    CapDrop=items(text(r"[A-Z_]+", "must be a capability")),
    CgroupParent=ruled("cgroupParent"),
    CgroupnsMode=one_of_the("namespace"),
    ConsoleSize=items(number),
    Dns=items(text(r"[0-9A-Fa-f.:]+", "must be an address")),
    DnsOptions=words,
    DnsSearch=words,
    ExtraHosts=items(text(r"[^\s:]+:[^\s]+", "must be name:address")),
    GroupAdd=words,
    Init=flag,
    IpcMode=one_of_the("namespace"),
    LogConfig=record(Type=one_of_the("logDriver"), Config=entries({"max-size|max-file": word})),
    MaskedPaths=absent,
    Mounts=items(
        record(
            Type=one_of_the("mountType"),
            Source=ruled("volume"),
            Target=target,
            ReadOnly=flag,
            VolumeOptions=record(
                NoCopy=flag,
                Labels=labels,
                Subpath=ruled("subpath"),
                DriverConfig=record(Name=one_of_the("volumeDriver")),
            ),
        )
    ),
    NetworkMode=ruled("networkMode"),
    PortBindings=entries(
        {r"\d+/tcp": bindings(ruled("tcpPort")), r"\d+/udp": bindings(text(r"\d{0,5}", "must be a port"))}
    ),
    ReadonlyPaths=absent,
    ReadonlyRootfs=flag,
    Runtime=one_of_the("runtime"),
    SecurityOpt=items(ruled("securityOpt")),
    ShmSize=number,
    Sysctls=entries({RULES["texts"]["sysctl"]["pattern"]: word}, RULES["texts"]["sysctl"]["rule"]),
    Tmpfs=entries({TARGET: ruled("tmpfsOptions")}),
    Ulimits=items(record(Name=text(r"[a-z]+", "must be a limit"), Soft=number, Hard=number)),
    VolumeDriver=one_of_the("volumeDriver"),
    VolumesFrom=items(text(rf"{NAME}(:r[ow])?", "must be container[:ro]")),
)

process = {
    "AttachStderr": flag,
    "AttachStdin": flag,
    "AttachStdout": flag,
    "Cmd": words,
    "Env": words,
    "Tty": flag,
    "User": word,
    "WorkingDir": text(rf"/?|{TARGET}", "must be an absolute path that is not /proc, /sys or /dev"),
}

CREATE_CONTAINER = record(
    **process,
    Domainname=word,
    Entrypoint=words,
    ExposedPorts=entries({r"\d+/(tcp|udp)": nothing}),
    Healthcheck=record(
        Test=words, Interval=number, Timeout=number, StartPeriod=number, StartInterval=number, Retries=number
    ),
    HostConfig=host,
    Hostname=word,
    Image=text(IMAGE, "must be an image"),
    Labels=labels,
    NetworkDisabled=flag,
    NetworkingConfig=record(EndpointsConfig=entries({rf"(?!host$){NAME}": endpoint})),
    OpenStdin=flag,
    StdinOnce=flag,
    StopSignal=word,
    StopTimeout=number,
    Volumes=entries({TARGET: nothing}),
)

UPDATE_CONTAINER = record(**resources)
CREATE_EXEC = record(**process, Container=word, ConsoleSize=items(number), Detach=flag, DetachKeys=word)
START_EXEC = record(ConsoleSize=items(number), Detach=flag, Tty=flag)

CREATE_NETWORK = record(
    Attachable=flag,
    CheckDuplicate=flag,
    Driver=one_of_the("networkDriver"),
    IPAM=record(
        Driver=one_of("", "default"),
        Config=items(record(Subnet=ruled("subnet"))),
    ),
    Internal=flag,
    Labels=labels,
    Name=name,
    Scope=one_of("", "local"),
)
CONNECT = record(Container=name, EndpointConfig=endpoint)
DISCONNECT = record(Container=name, Force=flag)
CREATE_VOLUME = record(Driver=one_of_the("volumeDriver"), Labels=labels, Name=ruled("volume"))
