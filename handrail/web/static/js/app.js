// Everything here is a convenience: each page works without it. Modules share nothing, so collectstatic may fold them in.
import "./fresh.js";
import "./once.js";
import "./trouble.js";
import "./zone.js";
import "./draft.js";
import "./sheet.js";
import "./countdown.js";
import "./hold.js";
import "./mirror.js";
import "./rings.js";
import "./waits.js";
import "./device.js";
import "./later.js";
