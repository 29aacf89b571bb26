"""What a Python on a desk has and a sandbox lacks, done here another way: locales, asyncio's loop, an answer where there is no network.

Both sandboxes install it before their snapshot is taken. What stays different is in docs/en/differences.md.
"""

from spyrales_desk import locales, loops, network


def install():
    locales.install()
    loops.install()
    network.install()
