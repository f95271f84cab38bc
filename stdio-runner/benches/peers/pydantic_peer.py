"""The work of `spravka step` for an answer of KZ Info, by pydantic: lines in, lines out."""

import sys

from pydantic import BaseModel, Field, create_model
from pydantic_core import to_json

from proceedings import LISTED, TEXTS, TYPES, steps

first, *others = TEXTS
texts = {name: (str | None, None) for name in others}
listed = {LISTED: (str | list[str] | None, None)}
Item = create_model("Item", **{first: (str, ...)}, **texts, **listed)


class Response(BaseModel):
    items: list[Item] = Field(alias="json")


class Event(BaseModel):
    response: Response


class State(BaseModel):
    operation: str
    sends: int


class Call(BaseModel):
    state: State
    event: Event
    now: str


def kind(members):
    """A dict without what is None."""
    return lambda *given: {name: one for name, one in zip(members, given) if one is not None}


step = steps({name: kind(members) for name, members in TYPES.items()})
write = sys.stdout.buffer.write
for line in sys.stdin.buffer:
    given = Call.model_validate_json(line)
    items = [(item, item.model_dump(exclude_unset=True)) for item in given.event.response.items]
    write(to_json(step(items, given)) + b"\n")
