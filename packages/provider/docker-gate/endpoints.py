# Which requests may reach the daemon: method, path, query and kind of body. What is not in the table is refused.
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode

import bodies
from bodies import IMAGE, NAME
from shapes import Refused, read_json, refuse

ANY = {".*": ".*"}
SWITCH = "|0|1|true|false|True|False"
SIGNAL = "[A-Z0-9+-]*"
PLATFORM = "[a-z0-9/.-]*"
RANGE = r"\d*"
ZERO = "0?"
NOTHING = "|null|\\[\\]|{}"

BUILD = {
    "version": "2",
    "t": IMAGE,
    "dockerfile|buildargs|labels|target": r"[^\0]*",
    "session|buildid": "[A-Za-z0-9_-]*",
    "platform": PLATFORM,
    "q|nocache|rm|forcerm|pull": SWITCH,
    "cpushares|cpuquota|cpuperiod|memory|memswap|shmsize": ZERO,
    "networkmode": "|default|none",
    "remote": "|client-session",
    "cachefrom|ulimits|cpusetcpus|cpusetmems|cgroupparent|isolation": NOTHING,
}


class Endpoint(NamedTuple):
    method: str
    path: str
    # Names -> values, both as patterns.
    query: Mapping = MappingProxyType({})
    # Shape of a JSON body, or "stream": bytes that go through unread.
    body: object = None
    # Whether the connection becomes a stream of its own.
    hijacks: bool = False


def post(path, query=None, **options):
    return Endpoint("POST", path, query or {}, **options)


ENDPOINTS = [
    Endpoint("HEAD", rf"/_ping|/containers/{NAME}/archive", ANY),
    Endpoint("GET", "/(_ping|version|info|events|system/df|containers/json|images/(json|get)|networks|volumes)", ANY),
    Endpoint(
        "GET",
        rf"/containers/{NAME}/(json|logs|stats|changes|archive)|/(networks|volumes)/{NAME}|/exec/{NAME}/json",
        ANY,
    ),
    Endpoint("GET", rf"/images/{IMAGE}/(json|history|get)|/distribution/{IMAGE}/json", ANY),
    post("/containers/create", {"name": NAME, "platform": PLATFORM}, body=bodies.CREATE_CONTAINER),
    post(rf"/containers/{NAME}/start", {"detachKeys": ".*"}),
    post(rf"/containers/{NAME}/(stop|restart|kill)", {"t": "-?[0-9]*", "signal": SIGNAL}),
    post(rf"/containers/{NAME}/(pause|unpause)"),
    post(rf"/containers/{NAME}/wait", {"condition": "[a-z-]*"}),
    post(rf"/(containers|exec)/{NAME}/resize", {"h|w": RANGE}),
    post(rf"/containers/{NAME}/attach", {"logs|stream|stdin|stdout|stderr": SWITCH, "detachKeys": ".*"}, hijacks=True),
    post(rf"/containers/{NAME}/update", body=bodies.UPDATE_CONTAINER),
    post(rf"/containers/{NAME}/exec", body=bodies.CREATE_EXEC),
    post(rf"/exec/{NAME}/start", body=bodies.START_EXEC, hijacks=True),
    Endpoint(
        "PUT", rf"/containers/{NAME}/archive", {"path": r"/[^\0]*", "noOverwriteDirNonDir|copyUIDGID": SWITCH}, "stream"
    ),
    Endpoint("DELETE", rf"/containers/{NAME}", {"v|force": SWITCH, "link": "|0|false"}),
    post("/session", hijacks=True),
    post("/build", BUILD, body="stream"),
    post("/build/cancel", {"id": "[A-Za-z0-9_-]*"}),
    post("/images/create", {"fromImage": IMAGE, "tag": "[A-Za-z0-9_.:-]*", "platform": PLATFORM}),
    post("/images/load", {"quiet": SWITCH, "platform": PLATFORM}, body="stream"),
    post("/images/prune", {"filters": ".*"}),
    post(rf"/images/{IMAGE}/tag", {"repo": IMAGE, "tag": "[A-Za-z0-9_.-]*"}),
    Endpoint("DELETE", rf"/images/{IMAGE}", {"force|noprune": SWITCH}),
    post("/networks/create", body=bodies.CREATE_NETWORK),
    post(rf"/networks/(?!host/){NAME}/connect", body=bodies.CONNECT),
    post(rf"/networks/{NAME}/disconnect", body=bodies.DISCONNECT),
    Endpoint("DELETE", rf"/networks/{NAME}"),
    post("/volumes/create", body=bodies.CREATE_VOLUME),
    Endpoint("DELETE", rf"/volumes/{NAME}", {"force": SWITCH}),
]
# The API before 1.41 has other defaults.
VERSION = re.compile(r"(/v1\.(?:4[1-9]|[5-9]\d))?(/.*)")
MATCHES = [(endpoint, re.compile(endpoint.path).fullmatch) for endpoint in ENDPOINTS]


# The endpoint, and the request's target in the one form in which the daemon gets it. Raises Refused.
def find(method, target):
    raw, _, query = target.partition("?")
    version = VERSION.fullmatch(unquote(raw))
    found = version and next((one for one, matches in MATCHES if one.method == method and matches(version[2])), None)
    if not found:
        raise Refused([f"{method} {raw[:120]}: is not a request that deploying makes"])
    reasons = []
    pairs = parse_qsl(query, keep_blank_values=True)
    names = [name for name, _ in pairs]
    for name, value in pairs:
        if name != "t" and names.count(name) > 1:
            refuse(reasons, f"query {name}", "must be there once", value)
        elif not any(re.fullmatch(key, name) and re.fullmatch(allowed, value) for key, allowed in found.query.items()):
            refuse(reasons, f"query {name}", "is not an option or a value that deploying sends", value)
    if found.body == "stream" and found.query is BUILD and "version" not in names:
        refuse(reasons, "query version", "must be 2, which is BuildKit", "")
    if reasons:
        raise Refused(reasons)
    return found, version[0] + ("?" + urlencode(pairs) if pairs else "")


# A JSON body as the daemon may have it. Raises Refused.
def clean(endpoint, body):
    reasons = []
    value = endpoint.body(read_json(body), "", reasons)
    if value is None:
        refuse(reasons, "body", "must be an object", value)
    if reasons:
        raise Refused(reasons)
    return value
