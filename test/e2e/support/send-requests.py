# Sends each request of stdin, JSON a line, to the Docker daemon as this user reaches it, and prints its answer.
import json
import os
import socket
import sys

for line in sys.stdin:
    request = json.loads(line)
    body = request.get("body", "").encode()
    head = f"{request['method']} {request['target']} HTTP/1.1\r\nHost: docker\r\nContent-Type: application/json\r\n"
    end = socket.socket(socket.AF_UNIX)
    end.settimeout(60)
    end.connect(os.environ["DOCKER_HOST"].removeprefix("unix://"))
    end.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    end.shutdown(socket.SHUT_WR)
    answer = b""
    while piece := end.recv(65536):
        answer += piece
    print(json.dumps(answer.decode("latin-1")[:4000]))
