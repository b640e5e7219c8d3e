"""The demo's story: a chapter for each client, told through verbs as if it had happened."""

from handrail.cli.story.amina import amina
from handrail.cli.story.house import house
from handrail.cli.story.jonas import jonas
from handrail.cli.story.jonas_between import jonas_between
from handrail.cli.story.jonas_methods import jonas_methods
from handrail.cli.story.lev import lev
from handrail.cli.story.priya import priya
from handrail.cli.story.sofia import sofia
from handrail.cli.story.together import together
from handrail.cli.story.willem import willem

CHAPTERS = (house, lev, priya, amina, jonas, sofia, willem, jonas_between, jonas_methods, together)
