# Shapes of JSON values. A shape is called with a value, its path and a list: it returns what may go to the daemon and
# appends to the list what may not, as "path: rule (got value)".
import json
import re

MOST_SHOWN = 120


class Refused(Exception):
    def __init__(self, reasons):
        super().__init__("; ".join(reasons))
        self.reasons = reasons


# The daemon takes the last of several keys, where another reader may take the first: each is there once.
def read_json(body):
    try:
        return json.loads(body, object_pairs_hook=_pairs, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        raise Refused([f"body: must be JSON in UTF-8 with each key once ({error})"]) from error


def _pairs(pairs):
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is there twice")
    return found


def _constant(name):
    raise ValueError(name)


def refuse(reasons, path, rule, value):
    shown = json.dumps(value) if isinstance(value, (str, int, float, bool)) else type(value).__name__
    more = "..." if len(shown) > MOST_SHOWN else ""
    reasons.append(f"{path or 'body'}: {rule} (got {shown[:MOST_SHOWN]}{more})")


def flag(value, path, reasons):
    if value not in (None, True, False):
        refuse(reasons, path, "must be true or false", value)
    return value


def number(value, path, reasons):
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        refuse(reasons, path, "must be a whole number", value)
    return value


# Of anything but control characters, or of what the pattern matches as a whole; the rule says that in words.
def text(pattern=r"[^\0]*", rule="must be a text"):
    match = re.compile(pattern).fullmatch

    def shape(value, path, reasons):
        if value is not None and not (isinstance(value, str) and match(value)):
            refuse(reasons, path, rule, value)
        return value

    return shape


def one_of(*values):
    def shape(value, path, reasons):
        if value is not None and (isinstance(value, bool) or value not in values):
            refuse(reasons, path, f"must be {' or '.join(json.dumps(one) for one in values)}", value)
        return value

    return shape


def absent(value, path, reasons):
    if value is not None:
        refuse(reasons, path, "must be left out", value)


def items(shape):
    def checked(value, path, reasons):
        if value is None:
            return None
        if not isinstance(value, list):
            return refuse(reasons, path, "must be a list", value)
        return [shape(one, f"{path}[{index}]", reasons) for index, one in enumerate(value)]

    return checked


# A map with keys of its own: pattern -> shape. The first pattern that matches a key counts.
def entries(shapes, rule="is not a key that a plan of Berth has"):
    patterns = [(re.compile(pattern).fullmatch, shape) for pattern, shape in shapes.items()]

    def checked(value, path, reasons):
        if value is None:
            return None
        if not isinstance(value, dict):
            return refuse(reasons, path, "must be a map", value)
        result = {}
        for key, one in value.items():
            shape = next((shape for match, shape in patterns if match(key)), None)
            if shape is None:
                refuse(reasons, path, rule, key)
            else:
                result[key] = shape(one, f"{path}[{json.dumps(key)}]", reasons)
        return result

    return checked


# An object with these fields. A further one that says nothing is dropped; one that says something is refused.
def record(**fields):
    def checked(value, path, reasons):
        if value is None:
            return None
        if not isinstance(value, dict):
            return refuse(reasons, path, "must be an object", value)
        result = {}
        for key, one in value.items():
            inner = f"{path}.{key}" if path else key
            if key in fields:
                result[key] = fields[key](one, inner, reasons)
            elif one not in (None, False, 0, "", [], {}):
                refuse(reasons, inner, "must be empty: no plan of Berth sets it", one)
        return result

    return checked
