"""The work of `spravka step` for an answer of KZ Info, by msgspec: lines in, lines out."""

import sys

import msgspec
from msgspec import Raw, Struct, defstruct

from proceedings import LISTED, TEXTS, TYPES, steps

first, *others = TEXTS
texts = [(name, str | None, None) for name in others]
Item = defstruct("Item", [(first, str), *texts, (LISTED, str | list[str] | None, None)])


class Response(Struct):
    json: list[Raw]


class Event(Struct):
    response: Response


class State(Struct):
    operation: str
    sends: int


class Call(Struct):
    state: State
    event: Event
    now: str


def kind(name, members):
    """A type that leaves out what is None."""
    return defstruct(name, [(member, object, None) for member in members], omit_defaults=True)


step = steps({name: kind(name, members) for name, members in TYPES.items()})
call, item, encoder = msgspec.json.Decoder(Call), msgspec.json.Decoder(Item), msgspec.json.Encoder()
write = sys.stdout.buffer.write
for line in sys.stdin.buffer:
    given = call.decode(line)
    items = [(item.decode(raw), raw) for raw in given.event.response.json]
    write(encoder.encode(step(items, given)) + b"\n")
