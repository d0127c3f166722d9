"""How quick the program is, as ratios measured in one run, so that a slow machine changes nothing."""
