// What only somebody at a desk needs: loaded by the pages that list the keys (parts/_keys.html), so that a phone is spared it.
import "./keys.js";
import "./note.js";
import "./arc.js";
import "./morning.js";
