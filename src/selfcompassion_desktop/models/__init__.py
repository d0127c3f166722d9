"""QObjects that say what the views show: one past-tense signal a fact. `tasks` is the one door to threads."""
