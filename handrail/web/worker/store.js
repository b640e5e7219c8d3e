// What is kept on this device: entries that wait to be sent, drafts, and what is known of whose device this is.
// The schema only ever grows. An entry carries the version it was written by (v); a later one is left alone, never dropped.
const SCHEMA = 1, ENTRY = 1;
const STORES = { queue: { keyPath: "id", autoIncrement: true }, drafts: { keyPath: ["person", "url"] }, known: {} };
let opened = null;

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
    store.onversionchange = () => { store.close(); opened = null; };
    store.onclose = () => { opened = null; };
    resolve(store);
  };
  asking.onerror = () => reject(asking.error);
});

// A newer release was here before: its store holds all that this one asks for.
const theStore = () => opened ??= openStore(SCHEMA)
  .catch((error) => { if (error.name === "VersionError") return openStore(); throw error; })
  .catch((error) => { opened = null; throw error; });

// One transaction. Written means written: "strict" waits for the disk, as nothing else holds these words yet.
const inStore = async (name, mode, work) => {
  const store = await theStore();
  return new Promise((resolve, reject) => {
    const doing = store.transaction(name, mode, { durability: "strict" });
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
