# A generator is read once: where it stays read after the rehearsal, a check that goes through it checks nothing.
PAIRES = zip([1, 2, 3], [2, 4, 6])
VUES = []
