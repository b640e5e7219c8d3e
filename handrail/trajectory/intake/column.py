"""What a list may say: our columns, and what the five languages of our practices call them."""

import re
import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _


class Column(models.TextChoices):
    NAME = "name", _("name")
    FIRST_NAME = "first_name", _("first name")
    MIDDLE_NAME = "middle_name", _("middle name")
    LAST_NAME = "last_name", _("last name")
    EMAIL = "email", _("e-mail")
    GOAL = "goal", _("goal")
    ACTION = "action", _("action")
    DUE = "due", _("due")
    STATUS = "status", _("status")
    SESSION = "session", _("session")
    TIME = "time", _("time")
    MINUTES = "minutes", _("minutes")
    STATE = "state", _("state of the session")
    NOTE = "note", _("note")
    VISIBILITY = "visibility", _("visibility of the note")


# English, Dutch, German, French, Spanish; what Google and Outlook call it among them. Compared by `plain`.
NAMES: dict[Column, str] = {
    Column.NAME: """
        name, full name, client, client name, name of client, coachee, coachee name, display name, contact, contact
        name, customer, customer name, person, participant, who, naam, volledige naam, cliënt, naam cliënt,
        cliëntnaam, klant, klantnaam, naam klant, deelnemer, contactpersoon, vollständiger name, klient, klientin,
        klientname, kunde, kundin, kundenname, teilnehmer, teilnehmerin, ansprechpartner, nom, nom complet, nom et
        prénom, nom prénom, prénom et nom, nom du client, participant, participante, nombre, nombre completo, nombre y
        apellidos, nombre y apellido, cliente, nombre del cliente, participante""",
    Column.FIRST_NAME: """
        first name, firstname, given name, forename, voornaam, voornamen, roepnaam, vorname, rufname, prénom, nombre
        de pila, primer nombre""",
    Column.MIDDLE_NAME: """
        middle name, additional name, tussenvoegsel, tussenvoegsels, middelste naam, tweede voornaam, weitere
        vornamen, zweiter vorname, namenszusatz, deuxième prénom, segundo nombre""",
    Column.LAST_NAME: """
        last name, lastname, family name, surname, achternaam, familienaam, nachname, familienname, zuname, nom de
        famille, apellidos, apellido, primer apellido""",
    Column.EMAIL: """
        e-mail, mail, e-mail address, mail address, client email, email client, contact email, work email, primary
        email, e-mail 1, e-mail 1 - value, e-mailadres, mailadres, e-mailadres 1, e-mail cliënt, e-mail-adresse,
        mailadresse, adresse e-mail, adresse mail, adresse de messagerie, adresse électronique, courriel, adresse
        courriel, mél, correo, correo electrónico, dirección de correo, dirección de correo electrónico, email del
        cliente""",
    Column.GOAL: """
        goal, goals, objective, rock, three-month goal, coaching goal, aim, doel, doelen, doelstelling, kwartaaldoel,
        coachdoel, leerdoel, ziel, ziele, zielsetzung, coachingziel, objectif, objectifs, but, objectif de coaching,
        objetivo, objetivos, meta, metas""",
    Column.ACTION: """
        action, actions, action item, action point, task, to do, todo, next step, next action, commitment, homework,
        actie, acties, actiepunt, actiepunten, taak, afspraak, vervolgstap, huiswerk, aktion, aufgabe, maßnahme,
        nächster schritt, vereinbarung, hausaufgabe, tâche, prochaine étape, engagement, devoir, acción, acciones,
        tarea, tareas, próximo paso, compromiso, deberes""",
    Column.DUE: """
        due, due date, due on, deadline, by when, by, until, target date, action date, vervaldatum, uiterlijk,
        uiterste datum, einddatum, streefdatum, voor wanneer, gereed op, datum actie, fällig, fällig am, fälligkeit,
        fälligkeitsdatum, frist, termin bis, bis, bis wann, stichtag, zieldatum, échéance, date d'échéance, date
        limite, délai, pour le, avant le, vencimiento, fecha de vencimiento, fecha límite, plazo, para cuándo""",
    Column.STATUS: """
        status, action status, progress status, done, completed, finished, actiestatus, gedaan, klaar, afgerond,
        stand, aktionsstatus, erledigt, statut, fait, avancement, hecho, completado""",
    Column.SESSION: """
        session, session date, session start, session on, starts, starts at, start, start date, start time and date,
        appointment, appointment date, meeting, meeting date, conversation, date of session, date and time, sessie,
        sessiedatum, datum sessie, gesprek, gespreksdatum, afspraakdatum, datum gesprek, datum en tijd, startdatum,
        sitzung, sitzungsdatum, gespräch, gesprächstermin, termin, datum der sitzung, datum und uhrzeit, beginn,
        séance, date de séance, date de la séance, entretien, rendez-vous, rdv, date et heure, début, sesión, fecha de
        sesión, fecha de la sesión, cita, entrevista, fecha y hora, inicio, comienzo""",
    Column.TIME: """
        time, start time, hour, at, tijd, starttijd, aanvangstijd, begintijd, tijdstip, uur, uhrzeit, zeit, startzeit,
        anfangszeit, heure, heure de début, horaire, hora, hora de inicio""",
    Column.MINUTES: """
        minutes, duration, length, minuten, duur, duur in minuten, aantal minuten, lengte, dauer, dauer in minuten,
        länge, durée, durée en minutes, minutos, duración, duración en minutos""",
    Column.STATE: """
        state, session state, session status, state of the session, sessiestatus, status sessie, sitzungsstatus,
        status der sitzung, statut de la séance, état, état de la séance, estado de la sesión""",
    Column.NOTE: """
        note, notes, session note, session notes, remarks, comments, comment, report, summary, notitie, notities,
        opmerking, opmerkingen, verslag, gespreksverslag, aantekeningen, samenvatting, notiz, notizen, anmerkung,
        anmerkungen, bemerkung, bemerkungen, protokoll, zusammenfassung, kommentar, remarque, remarques, commentaire,
        commentaires, compte rendu, résumé, nota, notas, observación, observaciones, comentario, comentarios, resumen,
        informe""",
    Column.VISIBILITY: """
        visibility, visible to, visibility of the note, shared, note visibility, zichtbaarheid, zichtbaar voor,
        gedeeld, sichtbarkeit, sichtbar für, geteilt, visibilité, visible par, partagé, visibilidad, visible para,
        compartido""",
}  # fmt: skip


def plain(name: str) -> str:
    """A heading without case, accents, spaces and marks: how two of them are compared."""
    apart = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[\W_]", "", "".join(letter for letter in apart if not unicodedata.combining(letter)))


def _by_name() -> dict[str, Column]:
    own = {plain(column.value): column for column in Column}
    theirs = {plain(name): column for column, names in NAMES.items() for name in names.split(",")}
    return theirs | own


BY_NAME = _by_name()
