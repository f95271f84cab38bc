"""Archives by Python's own zipfile, and what Python makes of them.

Writes lines of JSON: {"zip": base64, "whole": bool, "names": [name, …] or null}. A whole archive is
as zipfile wrote it, with the names that were written; any other was damaged afterwards, and has the
names that zipfile still reads, or null where it refuses. Left out is what only zipfile minds: extra
fields that do not add up, and a version of the format that it does not know.
"""

import base64
import io
import json
import random
import sys
import zipfile

KINDS = ["Application", "Passport", "SNILS", "Photo", "Procuration", "Revocation",
         "Заявление", "Паспорт", "СНИЛС", "Фото", "Доверенность", "Отзыв"]
OTHER = ["readme.txt", "scans/", "__MACOSX/._Photo.jpg", ".DS_Store", "../Photo.jpg", "/Photo.jpg",
         "Photo\u202egpj.exe", "a\\Photo.jpg", "Photo:1.jpg", "Скан.pdf", "x/../Photo 9.jpg"]


def name(chance):
    if chance.random() < 0.04:
        return chance.choice(OTHER)
    folder = chance.choice(["", "", "scans/", "документы/"])
    return f"{folder}{chance.choice(KINDS)} {chance.randrange(40)}.{chance.choice(['jpg', 'pdf'])}"


def archive(chance, sizes, comment):
    out = io.BytesIO()
    names = []
    wanted = [f"{kind} 0.pdf" for kind in KINDS[:4]] if chance.random() < 0.5 else []
    with zipfile.ZipFile(out, "w") as written:
        for one in wanted + [name(chance) for _ in range(chance.choice(sizes))]:
            entry = zipfile.ZipInfo(one)
            if entry.filename in names:
                continue
            names.append(entry.filename)
            entry.compress_type = chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
            entry.comment = b"c" * chance.choice([0, 0, 7])
            entry.extra = b"\x01\x99\x02\x00ab" * chance.choice([0, 0, 1])
            written.writestr(entry, chance.randbytes(chance.randrange(60)))
        written.comment = comment
    return out.getvalue(), names


def damaged(chance, data):
    data = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5])):
        at = chance.randrange(max(0, len(data) - chance.choice([30, 120, len(data)])), len(data))
        how = chance.randrange(4)
        if how == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            data[at] = chance.randrange(256)
        elif how == 2:
            del data[at:at + chance.randrange(1, 9)]
        else:
            data[at:at] = chance.randbytes(chance.randrange(1, 9))
        if not data:
            return b"x"
    return bytes(data)


class Minded(Exception):
    pass


def names(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as read:
            return [entry.orig_filename for entry in read.infolist()]
    except (zipfile.BadZipFile, NotImplementedError) as refusal:
        if "extra field" in str(refusal) or "file version" in str(refusal):
            raise Minded from refusal
        return None
    except (ValueError, OSError):
        return None


def known_damage(chance, data):
    while True:
        try:
            damage = damaged(chance, data)
            return damage, names(damage)
        except Minded:
            continue


def main(count, seed):
    chance = random.Random(seed)
    for index in range(count):
        whole = index % 2 == 0
        # The mark of an end inside the comment: zipfile itself stumbles over it.
        comment = chance.choice([b"", b"note", b"PK\x05\x06" * 9]) if whole else b""
        data, known = archive(chance, [300] if index % 1000 == 0 else [0, 1, 4, 5, 6, 8, 12], comment)
        if not whole:
            data, known = known_damage(chance, data)
        line = {"zip": base64.b64encode(data).decode(), "whole": whole, "names": known}
        print(json.dumps(line))


main(int(sys.argv[1]), int(sys.argv[2]))
