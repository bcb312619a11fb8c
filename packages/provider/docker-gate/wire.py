# HTTP/1.1 as far as the gate has to understand it: heads, and bodies by their length or in chunks.
import re
import select

HEAD_LIMIT = 65536
JSON_LIMIT = 1 << 20
PIECE = 65536
# From a request's first byte to its last, but for streams.
REQUEST_LIMIT_SECONDS = 60
END = b"\r\n\r\n"
REQUEST_LINE = re.compile(r"([A-Z]+) (/[!-~]*) HTTP/1\.1")
HEADER = re.compile(r"([0-9A-Za-z!#$%&'*+.^_`|~-]+):[ \t]*([^\0-\x08\n-\x1f\x7f]*?)[ \t]*")
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})(;[^\r\n]*)?\r\n")
# What decides where a message ends must be there once.
SINGLE = {"content-length", "transfer-encoding", "upgrade"}


class Closed(Exception):
    pass


class Malformed(Exception):
    pass


# One end of a connection, with the bytes that were read and not used yet.
class End:
    def __init__(self, socket, other=None):
        self.socket = socket
        self.rest = b""
        # The end that waits for what is read here: once it hangs up, reading stops.
        self.other = other

    def fill(self):
        if self.other:
            self.wait_for_bytes()
        piece = self.socket.recv(PIECE)
        if not piece:
            raise Closed
        self.rest += piece

    def wait_for_bytes(self):
        poll = select.poll()
        poll.register(self.socket, select.POLLIN)
        poll.register(self.other.socket, 0)
        if self.socket.fileno() not in [descriptor for descriptor, _ in poll.poll()]:
            raise Closed

    def until(self, mark, limit=HEAD_LIMIT):
        while mark not in self.rest:
            if len(self.rest) > limit:
                raise Malformed(f"more than {limit} bytes without an end")
            self.fill()
        part, _, self.rest = self.rest.partition(mark)
        return part + mark

    def some(self, most):
        if not self.rest:
            self.fill()
        part, self.rest = self.rest[:most], self.rest[most:]
        return part

    def send(self, data):
        self.socket.sendall(data)


# First line and headers; names in small letters. Several of one name are kept in their order.
def read_head(end):
    lines = end.until(END).decode("latin-1")[:-4].split("\r\n")
    headers = []
    for line in lines[1:]:
        match = HEADER.fullmatch(line)
        if not match:
            raise Malformed("a header is malformed")
        headers.append((match[1].lower(), match[2]))
    return lines[0], headers


def only(headers, name):
    values = [value for key, value in headers if key == name]
    if len(values) > 1 and name in SINGLE:
        raise Malformed(f"the header {name} is there twice")
    return values[0] if values else None


# How long a body is: a number, "chunked", or None where no header says it.
def length_of(headers):
    coding, length = only(headers, "transfer-encoding"), only(headers, "content-length")
    if coding is None and length is None:
        return None
    if coding is not None and (length is not None or coding.lower() != "chunked"):
        raise Malformed("the body must have one length")
    if coding is None and not re.fullmatch(r"\d{1,15}", length):
        raise Malformed("content-length must be a number")
    return "chunked" if coding else int(length)


# The bytes of a body, piece by piece. Without a length it ends with the connection.
def pieces(end, length):
    if length == "chunked":
        yield from chunks(end)
    elif length is None:
        while True:
            try:
                yield end.some(PIECE)
            except Closed:
                return
    else:
        while length > 0:
            piece = end.some(length)
            length -= len(piece)
            yield piece


def chunks(end):
    while True:
        match = CHUNK.fullmatch(end.until(b"\r\n"))
        if not match:
            raise Malformed("a chunk is malformed")
        size = int(match[1], 16)
        if size == 0:
            break
        yield from pieces(end, size)
        if end.until(b"\r\n") != b"\r\n":
            raise Malformed("a chunk is longer than its size")
    # Trailers say nothing that the daemon needs.
    while end.until(b"\r\n") != b"\r\n":
        pass


def send_body(source, length, sink):
    for piece in pieces(source, length):
        sink.send(b"%x\r\n%b\r\n" % (len(piece), piece) if length == "chunked" else piece)
    if length == "chunked":
        sink.send(b"0\r\n\r\n")


def read_body(end, length):
    body = bytearray()
    for piece in pieces(end, length or 0):
        body += piece
        if len(body) > JSON_LIMIT:
            raise Malformed(f"a JSON body has more than {JSON_LIMIT} bytes")
    return bytes(body)
