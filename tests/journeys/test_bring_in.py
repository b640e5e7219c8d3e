"""A coach brings in a list as they have it: looks, corrects, and says yes."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, expect

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from tests.journeys.device import Device

Take = Callable[..., Device]
LIST = (
    "Klant;E-mailadres;Wat;Uiterlijk;Telefoon\n"
    "Zoë de Bruïn;zoe@post.example;Gordijnen kopen;05/03/2026;06 1234\n"
    "Niemand;niemand;;;\n"
).encode("cp1252")

FILE = FilePayload(name="klanten.csv", mimeType="text/csv", buffer=LIST)


def test_a_coach_looks_corrects_and_says_yes(desk: Take, mobile: Take, mara: Person) -> None:
    for take in (mobile, desk):
        device = take(mara)
        device.visit("/practice/import")
        device.page.set_input_files(
            "input[type=file]", FilePayload(name="klanten.csv", mimeType="text/csv", buffer=LIST)
        )
        device.press("Look at it first")
        expect(device.shown).to_contain_text("nothing is written yet")
        device.page.get_by_label("Wat", exact=False).select_option("action")
        device.press("Look again")
        expect(device.shown).to_contain_text("Day and month cannot be told apart")
        device.page.get_by_label("Days are written").select_option("dmy")
        device.press("Look again")
        expect(device.shown).to_contain_text("One line to mend")
        if take is mobile:
            device.press("Bring in this one line")
            expect(device.shown).to_contain_text("What came of it")
            expect(device.shown).to_contain_text("niemand")
        else:
            expect(device.shown).to_contain_text("There is nothing new in it")
        assert device.troubles == []
    action = Action.objects.get()
    assert (action.owner.name, str(action.due_on)) == ("Zoë de Bruïn", "2026-03-05")
