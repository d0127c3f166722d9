"""YAML from elsewhere: texts, numbers, lists and maps, and nothing that refers to another place in the file.

A few lines of such references can stand for more than a machine holds; nothing is built that is no plain value.
"""

from __future__ import annotations

import yaml

from .jsons import kept
from .trees import Unreadable

DEEPEST = 20
"""How deep a value may be nested."""
NO_YAML = "It is not written as a file of this kind is."
# The quick reader in C where it came with PyYAML; both are the safe one.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def loaded(text: str) -> object:
    """What a piece of YAML says, as JSON can hold it; a day or an instant is the text of ISO 8601.

    Raises:
        Unreadable: when it is no YAML, is too deep, or refers to another place.
    """
    try:
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                raise Unreadable("It refers to other places in the file, as no journal does.")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise Unreadable(NO_YAML)
        loader = _Loader(text)
        try:
            return kept(loader.get_single_data())
        finally:
            loader.dispose()
    except (yaml.YAMLError, ValueError, OverflowError, TypeError, AttributeError):
        # The last three on what looks like a number or a day, and on a key that can be none.
        raise Unreadable(NO_YAML) from None
