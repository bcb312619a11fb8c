# What the bodies of requests may hold: what infra/runtimes/containers and packages/docker can send, and what the docker
# command adds to it. As data; a field that is not here has to be empty.
from shapes import absent, entries, flag, items, number, one_of, record, text

NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]*"
IMAGE = r"[A-Za-z0-9][A-Za-z0-9_.:@-]*(/[A-Za-z0-9][A-Za-z0-9_.:@-]*)*"
# Cleaned by the daemon it must still be outside of what the kernel shows.
TARGET = r"(?!/+(proc|sys|dev)(/|$))(/+(?!\.{1,2}(/|$))[^/\0-\x1f:,]+)+/*"
CAPABILITIES = (
    "AUDIT_WRITE|CHOWN|DAC_OVERRIDE|FOWNER|FSETID|IPC_LOCK|KILL|LEASE|MKNOD|NET_ADMIN|NET_BIND_SERVICE|NET_BROADCAST"
    "|NET_RAW|SETFCAP|SETGID|SETPCAP|SETUID|SYS_CHROOT|SYS_NICE"
)

target = text(TARGET, "must be an absolute path that is not /, /proc, /sys or /dev")
name = text(NAME, "must be a name or an id")
word = text()
words = items(word)
labels = entries({r"[^\0]*": word})
nothing = record()

endpoint = record(
    Aliases=words,
    IPAMConfig=record(IPv4Address=text(r"[0-9.]*", "must be an IPv4 address")),
)


def bindings(ports):
    rule = "must be a port that is not the host's own 22, 2375 or 2376"
    address = text(r"|0\.0\.0\.0|127(\.\d{1,3}){3}|::1?", "must be empty, 0.0.0.0 or a loopback address")
    return items(record(HostIp=address, HostPort=text(ports, rule)))


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
    CapAdd=items(text(rf"(CAP_)?({CAPABILITIES})", "must be a capability that gives no power over the host")),
    CapDrop=items(text(r"[A-Z_]+", "must be a capability")),
    CgroupParent=text(r"(berth-pids(128|512|2048|8192)-[0-9a-z]+\.slice)?", "must be empty or a slice of Berth's"),
    CgroupnsMode=one_of("", "private"),
    ConsoleSize=items(number),
    Dns=items(text(r"[0-9A-Fa-f.:]+", "must be an address")),
    DnsOptions=words,
    DnsSearch=words,
    ExtraHosts=items(text(r"[^\s:]+:[^\s]+", "must be name:address")),
    GroupAdd=words,
    Init=flag,
    IpcMode=one_of("", "private"),
    LogConfig=record(Type=one_of("", "local", "none", "json-file"), Config=entries({"max-size|max-file": word})),
    MaskedPaths=absent,
    Mounts=items(
        record(
            Type=one_of("volume"),
            Source=text(rf"({NAME})?", "must be the name of a volume"),
            Target=target,
            ReadOnly=flag,
            VolumeOptions=record(
                NoCopy=flag,
                Labels=labels,
                Subpath=text(r"(?!/)(?!(.*/)?\.\.(/|$))[^\0-\x1f]*", "must be a path inside of the volume"),
                DriverConfig=record(Name=one_of("", "local")),
            ),
        )
    ),
    NetworkMode=text(rf"|(?!host$)(container:)?{NAME}", "must not be the host's network"),
    PortBindings=entries({r"\d+/tcp": bindings(r"(?!0*(22|2375|2376)$)\d{0,5}"), r"\d+/udp": bindings(r"\d{0,5}")}),
    ReadonlyPaths=absent,
    ReadonlyRootfs=flag,
    Runtime=one_of("", "runc"),
    SecurityOpt=items(
        text(
            r"no-new-privileges(:true)?|label=type:berth_(?!build_t$)[a-z0-9_]+_t|label=level:s0:c\d{1,4},c\d{1,4}",
            "must be no-new-privileges, the label of a service's type or a level of two categories",
        )
    ),
    ShmSize=number,
    Sysctls=entries(
        {r"net\.[a-z0-9_.-]+|kernel\.(msg[a-z_]+|sem|shm[a-z_]+)|fs\.mqueue\.[a-z_]+": word},
        "must be of the container's own namespaces",
    ),
    Tmpfs=entries(
        {
            TARGET: text(
                r"((rw|ro|exec|noexec|nosuid|nodev|(size|mode|uid|gid|nr_inodes)=[0-9A-Za-z%]+)(,|$))*",
                "must be options of rw, ro, exec, noexec, nosuid, nodev, size, mode, uid, gid, nr_inodes",
            )
        }
    ),
    Ulimits=items(record(Name=text(r"[a-z]+", "must be a limit"), Soft=number, Hard=number)),
    VolumeDriver=one_of("", "local"),
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
    Driver=one_of("", "bridge"),
    IPAM=record(
        Driver=one_of("", "default"),
        Config=items(
            record(
                Subnet=text(
                    r"(10(\.\d{1,3}){3}/([89]|[12]\d|30)|(172\.(1[6-9]|2\d|3[01])|192\.168)(\.\d{1,3}){2}/(1[2-9]|2\d|30))?",
                    "must be a private IPv4 network",
                )
            )
        ),
    ),
    Internal=flag,
    Labels=labels,
    Name=name,
    Scope=one_of("", "local"),
)
CONNECT = record(Container=name, EndpointConfig=endpoint)
DISCONNECT = record(Container=name, Force=flag)
CREATE_VOLUME = record(
    Driver=one_of("", "local"), Labels=labels, Name=text(rf"({NAME})?", "must be the name of a volume")
)
