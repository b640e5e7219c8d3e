// Everything here is a convenience: each page works without it. Modules share nothing, so collectstatic may fold them in.
import "./once.js";
import "./trouble.js";
import "./zone.js";
import "./draft.js";
import "./keys.js";
import "./hold.js";
import "./mirror.js";
import "./passkey.js";
