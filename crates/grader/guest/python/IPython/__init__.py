"""What cells of notebooks import from IPython, so that code copied out of one runs: results are printed."""

# matplotlib and others ask.
version_info = (9, 0, 0, "")
__version__ = "9.0.0"


def get_ipython():
    """None: this is no notebook."""
    return None
