"""How the words of a row are called where they are told or written out. What is not here is told nowhere: it says
nothing to people, or the verb has said it already."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The words a row is called by.
TITLE: Mapping[str, str] = {
    "goal": "text",
    "milestone": "text",
    "weeklygoal": "text",
    "action": "text",
    "exercise": "title",
    "prompt": "question",
    "win": "text",
    "habit": "text",
    "measure": "name",
    "domain": "name",
    "fact": "text",
}

# What people wrote. Without a label the words speak for themselves.
WORDS: Mapping[tuple[str, str], "str | Promise"] = {
    ("vision", "text"): "",
    ("goal", "text"): "",
    ("goal", "why"): _("Why it matters"),
    ("goal", "sign"): _("How it will show"),
    ("goal", "differently"): _("What would be different"),
    ("goal", "noticed"): _("How others would notice"),
    ("goal", "situation"): _("In which situations"),
    ("goal", "reason"): _("Why"),
    ("milestone", "text"): "",
    ("weeklygoal", "text"): "",
    ("weeklygoal", "expectation"): _("Expected"),
    ("weeklygoal", "anchor"): _("Tied to"),
    ("weeklygoal", "best"): _("The best of it"),
    ("weeklygoal", "happened"): _("What happened"),
    ("weeklygoal", "contributed"): _("What contributed"),
    ("weeklygoal", "not_lower"): _("What kept it from being less"),
    ("weeklygoal", "higher"): _("What could have made it more"),
    ("weeklygoal", "learned"): _("Learned"),
    ("session", "reason"): _("Why"),
    ("session", "learned"): _("What is taken along"),
    ("note", "text"): "",
    ("action", "text"): "",
    ("action", "anchor"): _("Tied to"),
    ("action", "obstacle"): _("In the way"),
    ("action", "remark"): "",
    ("action", "reason"): _("Why"),
    ("duedatechange", "reason"): "",
    ("exercise", "title"): "",
    ("exercise", "instructions"): "",
    ("prompt", "question"): _("The question"),
    ("reflection", "text"): "",
    ("review", "learning"): _("Learned"),
    ("win", "text"): "",
    ("trajectory", "end_reason"): _("Why"),
    ("checkin", "line"): "",
    ("checkin", "moved"): _("What moved"),
    ("checkin", "stuck"): _("What got stuck"),
    ("checkin", "next_step"): _("What comes next"),
    ("checkin", "reply"): _("The coach’s answer"),
    ("habit", "text"): "",
    ("habit", "anchor"): _("Tied to"),
    ("habit", "reason"): _("Why"),
    ("measure", "name"): "",
    ("measure", "unit"): _("Counted in"),
    ("measureentry", "remark"): "",
    ("domain", "name"): "",
    ("exploration", "topic"): _("The topic"),
    ("exploration", "permission"): _("A yes to look closer"),
    ("exploration", "wants"): _("What is really wanted"),
    ("exploration", "strengths"): _("Strengths and values"),
    ("exploration", "environments"): _("Places and people"),
    ("exploration", "draws"): _("What draws"),
    ("exploration", "holds"): _("What holds back"),
    ("copingplan", "obstacle"): _("If"),
    ("copingplan", "response"): _("Then I will"),
    ("scaleanswer", "question"): "",
    ("scaleanswer", "why_not_lower"): _("Why not lower"),
    ("scaleanswer", "one_up"): _("One higher"),
    ("scaleanswer", "support"): _("What could help"),
    ("fact", "text"): "",
    ("preparation", "topic"): _("To talk about"),
    ("preparation", "wish"): _("Wished for"),
    ("lapse", "what"): "",
    ("lapse", "learned"): _("Learned"),
}

# Said anew each time: what stood there before was about something else, and is no earlier wording.
SAID_ANEW = frozenset({"reason", "obstacle", "remark", "end_reason"})
