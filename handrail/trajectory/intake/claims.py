"""What a line claims of its action, its session and its note, in the words people have for it."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.trajectory.intake.column import plain


class Status(models.TextChoices):
    OPEN = "open", _("Open")
    PROPOSED = "proposed", _("Proposed")
    DONE = "done", _("Done")
    RELEASED = "released", _("Let go")


class Held(models.TextChoices):
    """What became of a session; without a word it is held when it lies behind, and booked when it lies ahead."""

    HELD = "held", _("Held")
    BOOKED = "booked", _("Booked")
    FELL_OUT = "fell_out", _("Did not take place")


def _by_word(said: "Mapping[Status | Held | bool, str]") -> dict[str, "Status | Held | bool"]:
    return {plain(word) or word.strip(): meant for meant, words in said.items() for word in words.split(",")}


# English, Dutch, German, French, Spanish. Compared by `plain`.
STATUSES = _by_word({
    Status.OPEN: """
            open, agreed, to do, todo, in progress, started, no, afgesproken, te doen, lopend, bezig, nee, offen,
            vereinbart, in arbeit, läuft, nein, ouvert, ouverte, convenu, à faire, en cours, non, abierto, abierta,
            acordado, pendiente, en curso, por hacer, false, 0""",
    Status.PROPOSED: """
            proposed, suggested, voorgesteld, voorstel, vorgeschlagen, vorschlag, proposé, proposée, propuesto,
            propuesta""",
    Status.DONE: """
            done, completed, complete, finished, yes, x, ok, closed, ✓, ✔, ☑, gedaan, klaar, afgerond, voltooid, ja,
            gereed, erledigt, fertig, abgeschlossen, fait, faite, terminé, terminée, achevé, oui, hecho, hecha,
            completado, terminado, sí, true, 1""",
    Status.RELEASED: """
            released, let go, dropped, cancelled, canceled, losgelaten, vervallen, geannuleerd, losgelassen,
            fallengelassen, verworfen, entfällt, abgebrochen, abandonné, abandonnée, annulé, annulée, lâché, soltado,
            descartado, cancelado, abandonado""",
})  # fmt: skip
STATES = _by_word({
    Held.HELD: """
            held, done, took place, completed, complete, closed, attended, yes, gehouden, geweest, afgerond, gedaan,
            ja, stattgefunden, gehalten, durchgeführt, erledigt, abgeschlossen, tenue, tenu, eu lieu, a eu lieu,
            effectuée, terminée, oui, realizada, celebrada, hecha, sí""",
    Held.BOOKED: """
            booked, scheduled, planned, confirmed, open, upcoming, gepland, ingepland, geboekt, bevestigd, geplant,
            gebucht, bestätigt, prévu, prévue, planifié, planifiée, réservé, réservée, confirmé, confirmée,
            planificada, reservada, prevista, confirmada, programada""",
    Held.FELL_OUT: """
            cancelled, canceled, missed, no show, noshow, did not take place, geannuleerd, afgezegd, gemist, niet
            doorgegaan, abgesagt, ausgefallen, versäumt, nicht stattgefunden, annulé, annulée, manqué, manquée,
            cancelada, anulada, perdida""",
})  # fmt: skip
SHARED = _by_word({
    True: """
            shared, both, yes, client, everyone, public, gedeeld, beiden, ja, cliënt, klant, geteilt, beide, klient,
            partagé, partagée, les deux, oui, compartido, compartida, ambos, sí, true, 1""",
    False: """
            coach only, coach, private, no, me, only me, hidden, coach_only, alleen coach, privé, nee, niet gedeeld,
            nur coach, privat, nein, non, coach seulement, privado, privada, solo coach, false, 0""",
})  # fmt: skip
