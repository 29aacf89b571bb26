"""What a Python on a desk has and a sandbox lacks, done here another way: locales, asyncio's loop.

Both sandboxes install it before their snapshot is taken. What stays different is in docs/en/differences.md.
"""

from spyrales_desk import locales, loops


def install():
    locales.install()
    loops.install()
