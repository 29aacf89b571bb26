"""Sources that are something else than a program in Python: a page of notes, a console's log, R."""

import re

from spyrales_text import Text

_PROMPT = re.compile(r"^\s*(>>>|\.\.\.|In ?\[\d*\]:|Out ?\[\d*\]:)(?=\s|$)", re.M)
_FENCE = re.compile(r"^\s*(```|~~~)", re.M)
_MERGE = re.compile(r"^(<<<<<<<|>>>>>>>|=======$)", re.M)
_TRACEBACK = re.compile(r"^(Traceback \(most recent call last\):|\w*Error: .+)$", re.M)
_ENTITY = re.compile(r"&(lt|gt|amp|quot|nbsp);")
# What only R says; three traits, or one that can't be anything else.
_R_SURE = re.compile(
    r"<-\s*function\s*\(|%>%|%in%|\|>|^\s*library\([\w.]+\)\s*$(?=[\s\S]*<-)|\bfunction\s*\([\w\s,.=]*\)\s*\{?|^#\+|^```\{r",
    re.M,
)
_R_TRAITS = (
    r"<-",
    r"\bTRUE\b|\bFALSE\b|\bNULL\b",
    r"\blibrary\(",
    r"\bc\(",
    r"\$\w",
    r"^\s*\}\s*(else\s*\{)?\s*$",
    r"\bif\s*\(.*\)\s*\{",
)
_JSON = re.compile(r"^\s*\{[\s\S]*\"cells\"\s*:")


def recognise(source):
    """What a source that isn't Python is, and what to do; None where it may be meant as Python."""
    fence = _FENCE.search(source)
    if fence:
        mark = fence.group(1)
        return Text(
            f"La ligne {_line(source, fence)} est une marque de Markdown (`{mark}`), qui entoure du code dans une page : ne gardez que ce qui est entre les deux marques.",
            f"Line {_line(source, fence)} is a mark of Markdown (`{mark}`), which surrounds code on a page: keep only what is between the two marks.",
        )
    prompt = _PROMPT.search(source)
    if prompt and prompt.group(1) != "...":
        mark = prompt.group(1)
        return Text(
            f"La ligne {_line(source, prompt)} commence par `{mark}`, l'invite d'une console : ne copiez que le code, sans `>>>`, `...`, `In [1]:` ni les résultats affichés.",
            f"Line {_line(source, prompt)} begins with `{mark}`, the prompt of a console: copy the code only, without `>>>`, `...`, `In [1]:` and the results shown.",
        )
    merge = _MERGE.search(source)
    if merge and merge.group(1) != "=======":
        return Text(
            f"La ligne {_line(source, merge)} est une marque de conflit de Git : gardez l'une des deux versions et effacez les marques.",
            f"Line {_line(source, merge)} is a conflict mark of Git: keep one of the two versions and delete the marks.",
        )
    trace = _TRACEBACK.search(source)
    if trace:
        return Text(
            f"La ligne {_line(source, trace)} est un message d'erreur recopié, pas du code : effacez-le.",
            f"Line {_line(source, trace)} is an error message that was copied, not code: delete it.",
        )
    entity = _ENTITY.search(_without_texts(source))
    if entity:
        written = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "nbsp": " "}[entity.group(1)]
        return Text(
            f"Ce code vient d'une page web : `&{entity.group(1)};` y remplace `{written}`. Copiez le texte affiché, ou remplacez ces codes.",
            f"This code comes from a web page: `&{entity.group(1)};` stands for `{written}` there. Copy the text as shown, or replace these codes.",
        )
    if _is_numbered(source):
        return Text(
            "Chaque ligne commence par son numéro, copié avec le code : effacez ces numéros.",
            "Each line begins with its number, copied along with the code: delete these numbers.",
        )
    if _is_r(source):
        return Text(
            "Ce code est en R, et cet exercice attend du Python : vérifiez que vous répondez au bon exercice, ou réécrivez-le (`def f(x):` à la place de `f <- function(x)`).",
            "This code is R, and this exercise expects Python: check that you answer the right exercise, or write it anew (`def f(x):` in the place of `f <- function(x)`).",
        )
    return None


def _is_numbered(source):
    lines = [line.split(None, 1) for line in source.splitlines() if line.strip()]
    numbers = [int(parts[0].rstrip(".:|")) for parts in lines if parts[0].rstrip(".:|").isdecimal()]
    return len(numbers) > 1 and len(numbers) == len(lines) and all(b > a for a, b in zip(numbers, numbers[1:]))


def _without_texts(source):
    return re.sub(r"#.*|\"[^\"\n]*\"|'[^'\n]*'", "", source)


def _is_r(source):
    code = _without_texts(source)
    if _R_SURE.search(code):
        return True
    return sum(bool(re.search(trait, code, re.M)) for trait in _R_TRAITS) >= 3


def _line(source, found):
    return source.count("\n", 0, found.start(1)) + 1
