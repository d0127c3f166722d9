"""What one may need after a break: something small that can be had. The window and the terminal both ask for these."""

from __future__ import annotations

SMALL = {
    "rest": "to rest",
    "water": "a glass of water",
    "air": "some air",
    "move": "to move a little",
    "company": "someone to talk to",
    "no": "to say no to something",
    "help": "a bit of help",
    "alone": "to be left alone",
}
"""How records name it → how a person says it."""
