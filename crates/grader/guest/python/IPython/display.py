"""`display` and what it is given in notebooks; here it prints."""


def display(*objects, **options):
    """Prints each object as the last line of a cell would show it."""
    for obj in objects:
        if isinstance(obj, _Rich):
            obj = obj.data
        print(obj if isinstance(obj, str) or hasattr(obj, "to_string") else repr(obj))


def clear_output(wait=False):
    """Nothing: what was printed stays."""


class _Rich:
    def __init__(self, data=None, **options):
        self.data = data


class HTML(_Rich):
    pass


class Markdown(_Rich):
    pass


class Latex(_Rich):
    pass


class Image(_Rich):
    pass
