"""What the year's clients come for, and who they are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    goal: str
    why: str
    sign: str
    week: str
    actions: tuple[str, ...]
    question: str
    note: str


THEMES = (
    Theme(
        "Lead the morning meeting without a script", "I hide behind my slides.", "Two meetings with one page of notes",
        "One meeting opened without slides",
        ("Ask Ruben to sit in and tell me what he saw", "Open with a question instead of the figures",
         "Write the three sentences that matter on a card", "Leave the last ten minutes to the others"),
        "When did the room listen this week?", "The script is a railing. We look at which part of it can go first.",
    ),
    Theme(
        "Sleep through four nights of seven", "By Thursday I am no use to anybody.", "Four crosses on the kitchen list",
        "In bed at half past ten, four times",
        ("Charge the phone in the hall", "No coffee after lunch", "Write down what keeps me up, then close it",
         "Walk round the pond after dinner"),
        "What was the last hour like on a good evening?", "Nights follow evenings. We begin with the last hour.",
    ),
    Theme(
        "Find out whether teaching is for me", "I have asked myself for nine years.", "Three mornings in a classroom",
        "One conversation with somebody who teaches",
        ("Write to the school in the next street", "Ask Paula what her worst day looks like",
         "Look up what the year of training costs", "Sit in on a lesson"),
        "What did you notice while you were there?", "Curious and careful. Small trials rather than a decision.",
    ),
    Theme(
        "Four customers who pay on time", "I do the work and then I wait for the money.", "None older than a month",
        "Every invoice out on the day",
        ("Ring the one from March", "Put the terms on the offer", "Ask for half in advance, once",
         "Send the reminder without an apology in it"),
        "What did it cost you to ask?", "She is good at the work and shy of its price. We practise the sentence.",
    ),
    Theme(
        "Run ten kilometres in the autumn", "I would like to trust my knee again.", "Ten kilometres, at any pace",
        "Three times out of the door",
        ("Put the shoes beside the bed", "Ask Nils to come along on Saturday", "Do the exercises for the knee",
         "Run the short round without a watch"),
        "What did your body tell you?", "The knee is well. The trust comes with small rounds.",
    ),
    Theme(
        "Say no before I say yes", "My week belongs to whoever asks first.", "Two refusals a week that nobody dies of",
        "One no, said on the day",
        ("Ask for a day to think it over", "Hand the newsletter back", "Say it in one sentence, without a reason",
         "Tell Irene what I will not do this month"),
        "Which no was a yes to something?", "Yes comes quickly and is paid for at night.",
    ),
    Theme(
        "Finish the first draft of the thesis", "It has followed me into three flats.", "A file called first draft",
        "Four mornings of writing",
        ("Write before the mail is opened", "Send chapter two to Jana as it is", "Cut the part on method in half",
         "Plan the last chapter on one page"),
        "What was on the page that surprised you?", "Perfect keeps it unfinished. It goes out as it is, in parts.",
    ),
    Theme(
        "Be a calmer father at half past seven", "I hear my own father in the hall.", "Five mornings without shouting",
        "The bags packed in the evening, three times",
        ("Get up a quarter of an hour before them", "Let them choose between two breakfasts",
         "Count to ten in the kitchen", "Tell them in the evening what went well"),
        "What went well on the best morning?", "He is calm until the clock speaks. We give him his time back.",
    ),
)  # fmt: skip
WINS = (
    "I said it, and nothing fell over.",
    "A week that felt like mine.",
    "Somebody else noticed before I did.",
)
SAID = (
    "Easier than I had thought, once it had begun.",
    "Half of it went as I wanted. On the other days I was tired, and that is worth knowing.",
    "It helped to have told somebody beforehand.",
    "I saw how much I had been putting it off, and that it takes ten minutes.",
)
STUCK = ("The days before the weekend.", "When it is late, I fall back into it.", "Nothing much, this time.")
ANSWERED = ("That is a good step. What made it possible?", "Thank you for this. Let us begin there on our next day.")
WRITTEN = (
    "I would like to hear how you are. Would another hour, or a shorter talk, fit better just now? A line will do."
)
A_MORNING = "Then a morning, and a short one. I look forward to it."
WROTE_BACK = "Thank you for asking. It is all a bit much at the moment; mornings would be easier."
PROMISED = ("Send the page we spoke of", "Ask around for somebody who has done this", "Look for a later hour")
ZONES = ("Europe/Amsterdam", "Europe/Amsterdam", "Europe/Brussels", "Europe/London", "America/New_York")
NAMES = (
    "Ada Brandt", "Bas Verhoef", "Carla Nunes", "Dario Conti", "Elin Sørby", "Femke Postma", "Goran Ilić",
    "Hana Novak", "Idris Bello", "Joke Terpstra", "Kaya Demir", "Lotte Visser", "Milan Horvat", "Nadia Rahimi",
    "Oskar Blom", "Paula Reyes", "Quirijn Maas", "Rosa Lenz", "Samir Aziz", "Tess Mulder", "Uma Joshi",
    "Victor Laan", "Wen Li", "Xenia Petrou", "Yara Haddad", "Zeno Fabri", "Anouk Smit", "Bram de Wit",
    "Chiara Rossi", "Daan Kuipers", "Esra Yilmaz", "Finn O’Hara", "Greta Holm", "Hugo Prins", "Ilse van Dam",
    "Juri Kallas",
)  # fmt: skip
