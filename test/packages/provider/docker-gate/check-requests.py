# Reads {method, target, body} as JSON, one a line, and prints what the gate makes of it: {target, body} or {reasons}.
import json
import sys

sys.path.insert(0, sys.argv[1])
import endpoints
from shapes import Refused

for line in sys.stdin:
    request = json.loads(line)
    try:
        found, target = endpoints.find(request["method"], request["target"])
        text = request.get("body")
        if callable(found.body):
            result = {"target": target, "body": endpoints.clean(found, (text or "").encode())}
        elif found.body is None and text is not None:
            raise Refused(["body: must be empty"])
        else:
            result = {"target": target}
    except Refused as refused:
        result = {"reasons": refused.reasons}
    print(json.dumps(result))
