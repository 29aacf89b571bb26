"""Texts in French and English, built side by side."""

from typing import NamedTuple

LENGTH = 2_000


class Text(NamedTuple):
    """The same sentence, or piece of one, in both languages."""

    fr: str
    en: str

    def __add__(self, other):
        return Text(self.fr + other.fr, self.en + other.en)

    def capitalised(self):
        return Text(self.fr[:1].upper() + self.fr[1:], self.en[:1].upper() + self.en[1:])

    def as_map(self):
        """The form that crosses to the host."""
        return {"fr": _cap(self.fr), "en": _cap(self.en)}


NOTHING = Text("", "")


def same(text):
    """What reads alike in both languages: code, numbers, names."""
    return Text(text, text)


def join(texts, separator=" "):
    """The texts that say something, one after the other."""
    texts = [text for text in texts if text != NOTHING]
    return Text(separator.join(text.fr for text in texts), separator.join(text.en for text in texts))


def titled(title, sentence):
    """`title : sentence`, with each language's spacing; the sentence alone if there is no title."""
    if title == NOTHING:
        return sentence
    return Text(f"{title.fr} : {sentence.fr}", f"{title.en}: {sentence.en}")


def bilingual(given):
    """The text that a trainer wrote: a string, or a map with `fr`, `en` or both; else a ValueError."""
    if isinstance(given, Text):
        return given
    if isinstance(given, str) and given.strip():
        return same(given)
    if isinstance(given, dict) and given and given.keys() <= {"fr", "en"}:
        fr, en = given.get("fr", given.get("en")), given.get("en", given.get("fr"))
        if isinstance(fr, str) and isinstance(en, str) and fr.strip() and en.strip():
            return Text(fr, en)
    raise ValueError(f'a text is a string or {{"fr": …, "en": …}}, not {given!r}')


def optional(given):
    """`NOTHING` for None, else the trainer's text."""
    return NOTHING if given is None else bilingual(given)


def _cap(text):
    return text if len(text) <= LENGTH else text[: LENGTH - 1] + "…"
