// What is kept on this device: entries that wait to be sent, drafts, and what is known of whose device this is.
// The schema only ever grows. An entry carries the version it was written by (v); a later one is left alone, never dropped.
const SCHEMA = 1, ENTRY = 1;
const STORES = { queue: { keyPath: "id", autoIncrement: true }, drafts: { keyPath: ["person", "url"] }, known: {} };
// Nobody waits longer than this for a store that somebody else does not let go of.
const PATIENT = 3_000;
let opened = null, since = 0;

const openStore = (version) => new Promise((resolve, reject) => {
  const asking = indexedDB.open("handrail", version);
  asking.onupgradeneeded = () => {
    for (const [name, shape] of Object.entries(STORES)) {
      if (!asking.result.objectStoreNames.contains(name)) asking.result.createObjectStore(name, shape);
    }
  };
  asking.onsuccess = () => {
    const store = asking.result;
    // A newer worker may want to add to the schema: stand aside, and open it again when it is needed.
    store.onversionchange = store.onclose = () => { store.close(); opened = null; };
    resolve(store);
  };
  asking.onerror = () => reject(asking.error);
});

// Where the schema cannot be had that this worker asks for, as it is: a newer release was here before and its store holds
// all of this one's, or there is no room to add to it. Asked for once, it may still come when nobody waits any more.
const theStore = () => {
  if (!opened) since = Date.now();
  opened ??= openStore(SCHEMA).catch(() => openStore()).catch((error) => { opened = null; throw error; });
  const late = new Promise((_, no) => setTimeout(no, Math.max(0, since + PATIENT - Date.now()), new Error("nobody lets go of the store")));
  return Promise.race([opened, late]);
};

// One transaction. Written means written: "strict" waits for the disk, as nothing else holds these words yet.
const inStore = async (name, mode, work) => {
  const begin = (store) => store.transaction(name, mode, { durability: "strict" });
  // Closed between the two steps, for a newer worker asked for it: it is opened again.
  const doing = await theStore().then(begin).catch((error) => { if (error.name !== "InvalidStateError") throw error; return theStore().then(begin); });
  return new Promise((resolve, reject) => {
    const asked = work(doing.objectStore(name));
    doing.oncomplete = () => resolve(asked?.result);
    doing.onabort = () => reject(doing.error ?? new Error("not kept"));
  });
};

const put = (name, value, key) => inStore(name, "readwrite", (store) => store.put(value, key));
const get = (name, key) => inStore(name, "readonly", (store) => store.get(key));
const all = (name) => inStore(name, "readonly", (store) => store.getAll());
const drop = (name, key) => inStore(name, "readwrite", (store) => store.delete(key));
const known = (what) => get("known", what);
const know = (what, value) => put("known", value, what);

const entriesOf = async (person) => (await all("queue")).filter((entry) => entry.person === person && entry.v <= ENTRY);
const draftsOf = async (person) => (await all("drafts")).filter((draft) => draft.person === person);

const tellPages = async (message) => {
  for (const page of await clients.matchAll({ type: "window", includeUncontrolled: true })) page.postMessage(message);
};
