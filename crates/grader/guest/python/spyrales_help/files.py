"""Files that aren't there, that can't be read, and a network that isn't either."""

import os
import re
import unicodedata

from spyrales_help.said import line, message, nearest, some
from spyrales_text import Text, join

_NETWORK_KINDS = {
    "URLError",
    "HTTPError",
    "ConnectionError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "gaierror",
    "SSLError",
    "RemoteDisconnected",
    "TimeoutError",
    "InvalidURL",
}
_ADDRESS = re.compile(r"\s*(https?|ftp|s3|gs)://", re.I)
_WINDOWS = re.compile(r"^[A-Za-z]:|\\")
_NO_PROCESS = re.compile(r"subprocess|os\.system|os\.popen|Popen")


def explain(kind, error, context):
    if isinstance(error, EOFError) and "input" in line(error, context):
        return no_keyboard()
    if isinstance(error, FileNotFoundError):
        name = OSError.filename.__get__(error)
        name = name.decode("utf-8", "replace") if type(name) is bytes else name
        return _not_found(name, context) if type(name) is str else None
    if isinstance(error, UnicodeDecodeError):
        return _encoding(error)
    if isinstance(error, UnicodeEncodeError):
        return Text(
            'Un caractère ne peut pas être écrit dans cet encodage : écrivez avec `encoding="utf-8"`.',
            'A character can\'t be written in this encoding: write with `encoding="utf-8"`.',
        )
    said, code = message(error), line(error, context)
    if kind in _NETWORK_KINDS or "unknown url type" in said or "urlopen error" in said or "no network here" in said:
        return no_network(context)
    if "NLTK Downloader" in said or "nltk.download" in code:
        return Text(
            "Les données de nltk ne sont pas ici, et rien ne peut être téléchargé. Sans elles marchent `nltk.wordpunct_tokenize`, `nltk.FreqDist` et les racinisateurs (`SnowballStemmer(\"french\")`).",
            "nltk's data aren't here, and nothing can be downloaded. Without them there are `nltk.wordpunct_tokenize`, `nltk.FreqDist` and the stemmers (`SnowballStemmer(\"french\")`).",
        )
    if "does not support processes" in said:
        return no_process()
    if isinstance(error, AttributeError) and re.search(
        r"module '(?:_?socket|_?ssl|http\.client|urllib\.\w+)' has no", said
    ):
        return no_network(context)
    if isinstance(error, OSError) and (
        "Not supported" in said or "not supported" in said or "Function not implemented" in said
    ):
        if _NO_PROCESS.search(code):
            return no_process()
        return no_network(context) if "socket" in code else None
    if "can't start new thread" in said:
        return Text(
            "Il n'y a pas de fils d'exécution (`threading`) ici : faites le calcul dans une boucle ordinaire.",
            "There are no threads (`threading`) here: do the work in an ordinary loop.",
        )
    if isinstance(error, OSError) and (isinstance(error, PermissionError) or "Read-only" in said):
        return Text(
            "Ce fichier ne peut pas être modifié ici : écrivez dans un autre, avec un nom simple comme `resultat.csv`.",
            "This file can't be changed here: write to another, with a plain name such as `resultat.csv`.",
        )
    if isinstance(error, IsADirectoryError):
        return Text(
            "C'est un dossier, pas un fichier : ajoutez le nom du fichier.",
            "This is a folder, not a file: add the file's name.",
        )
    return None


def at_hand(context):
    """The files in the working directory, folders entered one level."""
    found = []
    try:
        for entry in sorted(os.listdir(context.work)):
            path = os.path.join(context.work, entry)
            if os.path.isdir(path):
                found += [f"{entry}/{inner}" for inner in sorted(os.listdir(path))[:50]]
            else:
                found.append(entry)
    except OSError:
        return found
    return found[:200]


def no_network(context, module=None):
    """That there is no network, and which files there are."""
    here = at_hand(context)
    instead = Text("", "")
    if here:
        instead = Text(f"Lisez les fichiers de l'exercice : {some(here)}.", f"Read the exercise's files: {some(here)}.")
    first = Text(
        "Il n'y a pas de réseau ici : aucune adresse ne peut être lue.",
        "There is no network here: no address can be read.",
    )
    if module:
        first = Text(
            f"Il n'y a pas de réseau ici, ni le module `{module}` : aucune adresse ne peut être lue.",
            f"There is no network here, nor the module `{module}`: no address can be read.",
        )
    return join((first, instead))


def no_keyboard():
    return Text(
        "Il n'y a pas de clavier ici : `input()` ne reçoit rien. Donnez la valeur à une variable, ou à un argument de la fonction, à la place de `input(…)`.",
        "There is no keyboard here: `input()` gets nothing. Give the value to a variable, or to an argument of the function, in the place of `input(…)`.",
    )


def no_process():
    return Text(
        "Aucun autre programme ne peut être lancé ici (`os.system`, `subprocess`) : faites-le en Python.",
        "No other program can be started here (`os.system`, `subprocess`): do it in Python.",
    )


def _not_found(name, context):
    if _ADDRESS.match(name):
        return no_network(context)
    here = at_hand(context)
    told = Text(f"Le fichier `{name}` n'existe pas ici.", f"There is no file `{name}` here.")
    if not here:
        return join((told, Text("Cet exercice n'a pas de fichier.", "This exercise has no files.")))
    bare = re.split(r"[\\/]", name)[-1]
    match = _match(bare, here)
    listed = Text(f"Les fichiers de l'exercice sont : {some(here)}.", f"The exercise's files are: {some(here)}.")
    if match is None:
        return join((told, listed))
    if _WINDOWS.search(name):
        return join(
            (
                told,
                Text(
                    f"Votre chemin est celui d'un ordinateur Windows ; ici le fichier s'appelle `{match}`, et les dossiers se séparent par `/`.",
                    f"Your path is that of a Windows computer; here the file is called `{match}`, and folders are separated by `/`.",
                ),
            )
        )
    if bare != name and bare == match:
        return join(
            (
                told,
                Text(
                    f"Il est à côté de votre code : écrivez `{match}`, sans dossier.",
                    f"It lies beside your code: write `{match}`, without a folder.",
                ),
            )
        )
    if match.casefold() == bare.casefold():
        return join(
            (
                told,
                Text(
                    f"Le fichier s'appelle `{match}` : les majuscules comptent.",
                    f"The file is called `{match}`: capital letters count.",
                ),
            )
        )
    return join((told, Text(f"Est-ce `{match}` ?", f"Is it `{match}`?")))


def _match(bare, here):
    names = {unicodedata.normalize("NFC", one.rsplit("/", 1)[-1]): one for one in here}
    bare = unicodedata.normalize("NFC", bare)
    found = names.get(bare)
    if found is None:
        close = nearest(bare, list(names), 0.6)
        found = names.get(close) if close else None
    return found


def _encoding(error):
    start = bytes(error.object[:8]) if type(error.object) is bytes else b""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        wanted = 'encoding="utf-16"'
    elif start.startswith(b"PK\x03\x04"):
        return Text(
            "Ce fichier n'est pas du texte mais un classeur ou une archive : lisez-le avec `pd.read_excel(…)`.",
            "This file isn't text but a workbook or an archive: read it with `pd.read_excel(…)`.",
        )
    else:
        wanted = 'encoding="latin-1"'
    return Text(
        f"Ce fichier n'est pas écrit en {error.encoding.upper()} : précisez son encodage à la lecture, par exemple `{wanted}` (ou `\"cp1252\"` pour un export d'Excel).",
        f'This file isn\'t written in {error.encoding.upper()}: give its encoding when reading, for instance `{wanted}` (or `"cp1252"` for an export of Excel).',
    )
