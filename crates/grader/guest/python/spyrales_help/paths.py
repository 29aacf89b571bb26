"""Paths of Windows in a text, whose `\\U` or `\\x` Python takes for the start of a character."""

import re

from spyrales_help.files import at_hand
from spyrales_help.said import nearest, some
from spyrales_text import NOTHING, Text, join


def windows_path(line, context):
    told = Text(
        "C'est un chemin de Windows : dans un texte, `\\U`, `\\N` ou `\\x` annoncent un caractère spécial.",
        "This is a path of Windows: in a text, `\\U`, `\\N` or `\\x` announce a special character.",
    )
    here = at_hand(context)
    named = re.search(r"[\\/]([^\\/\"']+)[\"']", line)
    match = nearest(named.group(1), here, 0.75) if named else None
    if match:
        more = Text(
            f"Ici le fichier est à côté de votre code : écrivez `{match}`.",
            f"Here the file lies beside your code: write `{match}`.",
        )
    elif here:
        more = Text(f"Les fichiers de l'exercice sont : {some(here)}.", f"The exercise's files are: {some(here)}.")
    else:
        more = NOTHING
    return join((told, more, Text('Ailleurs, écrivez `r"…"` ou des `/`.', 'Elsewhere, write `r"…"` or `/`.')))
