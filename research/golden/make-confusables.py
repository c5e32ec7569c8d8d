"""Writes lib/core/name/confusables.ts: which characters look alike, by Unicode Technical Standard 39.

    python3 research/golden/make-confusables.py > lib/core/name/confusables.ts

The data is that of ICU (Debian: libicu76), asked character by character: the skeleton of one that isn't its own
decomposition is its prototype.
"""

import ctypes
import ctypes.util
import re
import sys
import unicodedata

library = ctypes.util.find_library("icui18n") or sys.exit("no ICU")
version = re.search(r"\d+$", library).group()
spoof = ctypes.CDLL(library)
common = ctypes.CDLL(library.replace("i18n", "uc"))
open_checker = spoof[f"uspoof_open_{version}"]
open_checker.restype = ctypes.c_void_p
checker = ctypes.c_void_p(open_checker(ctypes.byref(ctypes.c_int(0))))


def skeleton_of(text: str) -> str:
    given, made, error = text.encode(), ctypes.create_string_buffer(1000), ctypes.c_int(0)
    length = spoof[f"uspoof_getSkeletonUTF8_{version}"](
        checker, 0, given, len(given), made, len(made), ctypes.byref(error)
    )
    assert error.value <= 0, (text, error.value)
    return made.raw[:length].decode()


def unicode_version() -> str:
    numbers = (ctypes.c_ubyte * 4)()
    common[f"u_getUnicodeVersion_{version}"](numbers)
    return f"{numbers[0]}.{numbers[1]}"


sources: dict[str, list[int]] = {}
for code in range(0x21, 0x110000):
    character = chr(code)
    # Surrogates are no characters; what normalisation takes apart is looked up in its parts.
    if 0xD800 <= code < 0xE000 or unicodedata.normalize("NFD", character) != character:
        continue
    prototype = skeleton_of(character)
    # What is never drawn has no skeleton; names have no such characters.
    if prototype not in (character, ""):
        sources.setdefault(prototype, []).append(code)


def hexadecimal(codes: list[int]) -> str:
    return " ".join(f"{code:x}" for code in codes)


lines = [f"{hexadecimal([ord(c) for c in prototype])}:{hexadecimal(codes)}" for prototype, codes in sorted(sources.items())]
print(f"""/**
 * Characters that look alike, by Unicode Technical Standard 39 with the data of Unicode {unicode_version()}: a prototype, and those that
 * look like it, in hexadecimal. Written by research/golden/make-confusables.py.
 *
 * Copyright © 1991-2024 Unicode, Inc. Licensed under the Unicode License v3, https://www.unicode.org/license.txt
 */
export const confusables = `""")
print("\n".join(lines))
print("`;")
