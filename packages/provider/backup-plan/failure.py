class Failure(Exception):
    """What went wrong, in one text for people."""
