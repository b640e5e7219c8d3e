"""How each kind of file comes in by the command line: one way in each, and one report for all."""
