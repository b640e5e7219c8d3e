"""The question bank: open questions for a coach, by section, stage and situation, in our own words [38]. Pure.

`bank.QUESTIONS` holds all of them, `bank.fitting` finds a few that fit. A file for each section of a session."""
