"""What is amiss with a method's file, in a sentence for whoever holds it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.trajectory.methods.file import FORMAT, LARGEST, MOST_FIELDS, NotAMethod

SENTENCES = {
    "large": gettext_lazy("This file is larger than a method can be: it may have %(largest)d characters."),
    "toml": gettext_lazy("This cannot be read as a method. %(given)s"),
    "mark": gettext_lazy("This is no method of Handrail: its first line would be “handrail_method = %(format)d”."),
    "newer": gettext_lazy("This method was written for a newer Handrail (format %(given)s). Nothing was taken in."),
    "fields": gettext_lazy("What is asked has to stand in parts that begin with [[fields]]."),
    "many_fields": gettext_lazy("A method may ask for %(most)d things at most; this one has %(given)s."),
    "missing": gettext_lazy("Something is needed here that is empty: %(where)s."),
    "kind": gettext_lazy("What is asked in part %(where)s is of a kind that is not known: “%(given)s”."),
    "strange": gettext_lazy("The word “%(given)s” is not known here%(place)s. Check how it is spelled."),
    "number": gettext_lazy("A whole number from 1 to %(given)s is needed here: %(where)s."),
    "many_items": gettext_lazy("There may be from two to %(given)s of these: %(where)s."),
    "twice": gettext_lazy("Each of these has to be there once, and not be empty: %(where)s."),
    "language": gettext_lazy("The language is a short code like en, nl or pt-BR, not “%(given)s”."),
    "not_words": gettext_lazy("Words in quotation marks are needed here: %(where)s."),
    "letters": gettext_lazy("There is a character in here that cannot be kept: %(where)s."),
    "long": gettext_lazy("This is longer than %(given)s characters: %(where)s."),
    "two_brainstorms": gettext_lazy("A method has one brainstorm at most."),
}


def amiss(refusal: NotAMethod) -> str:
    where = refusal.where
    return str(SENTENCES[refusal.why]) % {
        "where": where, "given": refusal.given, "format": FORMAT, "largest": LARGEST, "most": MOST_FIELDS,
        "place": _(" (part %(where)s)") % {"where": where} if where else "",
    }  # fmt: skip
