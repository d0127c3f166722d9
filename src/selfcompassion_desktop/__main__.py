"""`python -m selfcompassion_desktop` is the command `selfcompassion`."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
