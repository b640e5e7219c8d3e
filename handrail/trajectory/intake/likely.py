"""Which old encoding some letters are written in: guessed, always alike for the same bytes. Pure.

Where letters with a mark stand alone among plain ones, as in western and central Europe, a general detector has too
little to go by (it takes “José” for Czech): what would be strange inside a word decides. Where whole words are of
such bytes, charset-normalizer knows better.
"""

from itertools import pairwise

from charset_normalizer import from_bytes

# In this order where nothing speaks for one of them.
ALONE = {
    "cp1252": "éèëêïîíáàâäãöôóòõüûúùñçßåøæœ",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžőűöüäşţâîăß",
    "mac_roman": "éèëêïîíáàâäãöôóòõüûúùñçßåøæœ",
    "cp850": "éèëêïîíáàâäãöôóòõüûúùñçßåøæ",
}
TOGETHER = ["cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp874", "cp932", "gb18030", "big5", "euc_kr"]
TYPED = "“”‘’„…–—•€"


def likely(sample: bytes) -> str:
    """The encoding of bytes that are no UTF-8, as Python names it."""
    marked = sum(byte > 0x7F for byte in sample)
    together = sum(a > 0x7F and b > 0x7F for a, b in pairwise(sample))
    if together > marked / 2 and (best := from_bytes(sample, cp_isolation=TOGETHER).best()):
        return best.encoding
    return max(ALONE, key=lambda name: _naturalness(sample, name))


def _naturalness(sample: bytes, encoding: str) -> float:
    try:
        text = f" {sample.decode(encoding)} "
    except UnicodeDecodeError:
        return float("-inf")
    usual = ALONE[encoding]
    around = zip(text, text[1:], text[2:], strict=False)
    return sum(_fits(before, letter, after, usual) for before, letter, after in around if letter > "\x7f")


def _fits(before: str, letter: str, after: str, usual: str) -> float:
    if not letter.isalpha():
        return -3 if before.isalpha() and after.isalpha() else 0 if letter in TYPED else -2
    if letter.isupper():
        return -3 if before.islower() else 0.5
    within = before.isalpha() and after.isalpha()
    return (1 + within) if letter in usual else 0
