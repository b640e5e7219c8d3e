"""Tables that the ledger does not cover, each with the reason. A test holds this list against the
models there are: a new table is either covered or has to be named here."""

MACHINE_TABLES = {
    "auth.Group": "Django's own, unused: roles are memberships",
    "auth.Permission": "Django's own, unused: reach is visible_to",
    "contenttypes.ContentType": "Django's own, a list of the models",
    "sessions.Session": "which browser is whose; ends by itself",
    "ledger.Stream": "the ledger itself",
    "ledger.Entry": "the ledger itself",
    "ledger.AlsoChanged": "the ledger itself",
    "ledger.Text": "the ledger itself",
    "ledger.Receipt": "that a request was carried out",
    "outbox.Message": "what is to be delivered, and not what happened",
    "outbox.Attempt": "how a delivery went",
    "practice.Account": "an address to sign in with, over all practices",
    "practice.Passkey": "a way in, of an account and so of all its practices",
    "practice.RecoveryCode": "a way in, once",
    "practice.SecondStep": "what is asked of an account besides its mail",
    "practice.SignInLink": "a way in, for half an hour",
    "trajectory.IntakeKey": "with what the memory of files taken in is keyed",
    "trajectory.KnownEvent": "which session an event of a calendar is, without a word of it",
    "trajectory.Subscription": "where a coach's calendar is fetched, and how that went",
    "trajectory.Upload": "a file waiting for the yes of whoever brought it, for an hour",
    "trajectory.Draft": "words on their way, the author's alone",
}
