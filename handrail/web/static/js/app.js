// Everything here is a convenience: each page works without it. Modules share nothing, so collectstatic may fold them in.
import "./fresh.js";
import "./once.js";
import "./trouble.js";
import "./zone.js";
import "./draft.js";
import "./note.js";
import "./sheet.js";
import "./countdown.js";
import "./keys.js";
import "./hold.js";
import "./arc.js";
import "./mirror.js";
import "./rings.js";
import "./waits.js";
import "./device.js";
import "./passkey.js";
