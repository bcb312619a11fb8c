# One connection of a client: each request is checked, written again from what was understood of it, and sent to the
# daemon.
import json
import select
import socket
import struct
import sys
import threading

import endpoints
import wire
from shapes import Refused
from wire import Closed, End, Malformed

# Nothing else of a request's headers reaches the daemon.
KEPT = ("x-registry-auth", "x-registry-config", "x-docker-expose-session-", "user-agent")
# For the rest of a body that the daemon has answered already.
REST_LIMIT_SECONDS = 5
WHAT_TO_DO = (
    "Who deploys may do what a plan of Berth can contain, and is not root: change services/compose.yaml, "
    "or let the administrator do it with `sudo docker`"
)


REASONS = {400: "Bad Request", 403: "Forbidden", 503: "Service Unavailable"}


class Connection:
    def __init__(self, client, daemon_path):
        self.client = End(client)
        self.daemon = None
        self.daemon_path = daemon_path
        self.is_open = True
        credentials = client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        self.uid = struct.unpack("3i", credentials)[1]

    def serve(self):
        try:
            while self.is_open and self.awaits_request():
                self.request()
        except (Closed, ConnectionError, TimeoutError):
            pass
        except Malformed as error:
            self.answer(400, f"berth-gate cannot read the request: {error}")
        finally:
            for end in (self.client, self.daemon):
                if end:
                    end.socket.close()

    # False once either end has gone: the daemon closes its end when it restarts.
    def awaits_request(self):
        if self.client.rest:
            return True
        poll = select.poll()
        poll.register(self.client.socket, select.POLLIN)
        if self.daemon:
            poll.register(self.daemon.socket, select.POLLIN)
        return [descriptor for descriptor, _ in poll.poll()] == [self.client.socket.fileno()]

    def request(self):
        self.client.socket.settimeout(wire.REQUEST_LIMIT_SECONDS)
        line, headers = wire.read_head(self.client)
        match = wire.REQUEST_LINE.fullmatch(line)
        if not match:
            raise Malformed("the first line must be a method, a path and HTTP/1.1")
        method, length = match[1], wire.length_of(headers)
        try:
            endpoint, target = endpoints.find(method, match[2])
            body = self.json_body(endpoint, length)
        except Refused as refused:
            return self.refuse(method, match[2], refused.reasons, length)
        self.client.socket.settimeout(None)
        if not self.connect():
            return None
        head = [f"{method} {target} HTTP/1.1", "Host: docker", *self.kept(endpoint, headers)]
        if endpoint.body == "stream":
            return self.stream(endpoint, head, length)
        if body:
            head += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        elif method == "POST":
            head.append("Content-Length: 0")
        self.daemon.send(_head(head) + body)
        return self.response(method, endpoint)

    # Empty for an endpoint that takes none. It is read all the same: the next request comes after it.
    def json_body(self, endpoint, length):
        if endpoint.body == "stream":
            return b""
        body = wire.read_body(self.client, length)
        if endpoint.body is None:
            if body not in (b"", b"{}", b"null", b"null\n"):
                raise Refused(["body: must be empty"])
            return b""
        return json.dumps(endpoints.clean(endpoint, body)).encode()

    def connect(self):
        if self.daemon:
            return True
        end = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            end.connect(self.daemon_path)
        except OSError as error:
            end.close()
            reason = f"the Docker daemon does not answer at {self.daemon_path} ({error.strerror})"
            self.answer(503, f"berth-gate: {reason}: see `systemctl status docker`")
            return False
        self.daemon = End(end, self.client)
        return True

    def kept(self, endpoint, headers):
        lines = [f"{name}: {value}" for name, value in headers if name.startswith(KEPT)]
        upgrade = wire.only(headers, "upgrade")
        if endpoint.hijacks and upgrade in ("tcp", "h2c"):
            lines += ["Connection: Upgrade", f"Upgrade: {upgrade}"]
        return lines

    # The daemon may answer while the body is under way.
    def stream(self, endpoint, head, length):
        framing = "Transfer-Encoding: chunked" if length == "chunked" else f"Content-Length: {length or 0}"
        head += ["Content-Type: application/x-tar", framing]
        self.daemon.send(_head(head))
        sender = threading.Thread(target=self.send_stream, args=(length or 0,), daemon=True)
        sender.start()
        self.response("POST", endpoint)
        sender.join(REST_LIMIT_SECONDS)
        if sender.is_alive():
            self.is_open = False

    def send_stream(self, length):
        try:
            wire.send_body(self.client, length, self.daemon)
        except (Closed, Malformed, OSError):
            # The daemon must not take half of a body for the whole one.
            self.is_open = False
            _shut(self.daemon.socket)

    def response(self, method, endpoint):
        while True:
            line, headers = wire.read_head(self.daemon)
            status = int(line.split(" ")[1])
            length = wire.length_of(headers)
            is_hijacked = endpoint.hijacks and (status == 101 or (status == 200 and length is None))
            self.client.send(_head([line, *(f"{name}: {value}" for name, value in headers)]))
            if is_hijacked:
                return self.tunnel()
            if status >= 200:
                break
        if method != "HEAD" and status not in (204, 304):
            wire.send_body(self.daemon, length, self.client)
            self.is_open &= length is not None
        if wire.only(headers, "connection") == "close":
            self.is_open = False
        return None

    # Both ways until the daemon ends it; the client's end of input goes through by itself.
    def tunnel(self):
        self.is_open = False
        threading.Thread(target=self.send_input, daemon=True).start()
        wire.send_body(self.daemon, None, self.client)
        _shut(self.client.socket)

    def send_input(self):
        try:
            wire.send_body(self.client, None, self.daemon)
            self.daemon.socket.shutdown(socket.SHUT_WR)
        except OSError:
            _shut(self.daemon.socket)

    def refuse(self, method, target, reasons, length):
        path = target.partition("?")[0][:120]
        message = f"berth-gate refuses {method} {path}: {'; '.join(reasons[:20])}. {WHAT_TO_DO}"
        print(f"uid {self.uid}: {message}", file=sys.stderr, flush=True)
        # What is left of a body would be read as the next request.
        self.is_open &= length in (None, 0)
        self.answer(403, message)

    def answer(self, status, message):
        body = json.dumps({"message": message}).encode()
        self.is_open &= status == 403
        head = [
            f"HTTP/1.1 {status} {REASONS[status]}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
        ]
        if not self.is_open:
            head.append("Connection: close")
        try:
            self.client.send(_head(head) + body)
            if not self.is_open:
                self.drain()
        except OSError:
            pass

    # Closed with bytes unread, the client could lose the answer.
    def drain(self):
        self.client.socket.shutdown(socket.SHUT_WR)
        self.client.socket.settimeout(REST_LIMIT_SECONDS)
        for _ in range(64):
            if not self.client.socket.recv(wire.PIECE):
                return


def _head(lines):
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _shut(end):
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
