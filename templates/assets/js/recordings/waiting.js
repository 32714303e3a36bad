// Chunks that wait to be sent: in memory, and sealed in the browser's database in case the page dies. The key comes from the
// server and is held in memory only: what lies on the device tells nothing, and the interviewer's own sign-in brings it back.
const NAME = "barnens-roster-waiting";

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function database() {
  const opening = indexedDB.open(NAME, 2);
  opening.onupgradeneeded = () => {
    const made = opening.result;
    if (!made.objectStoreNames.contains("chunks")) made.createObjectStore("chunks", { keyPath: ["recording", "number"] });
    made.createObjectStore("recordings", { keyPath: "recording" });
  };
  const store = await asked(opening);
  store.onversionchange = () => store.close();
  return store;
}

function rows(store, name, mode = "readonly") { return store.transaction(name, mode, { durability: "strict" }).objectStore(name); }

function range(recording) { return IDBKeyRange.bound([recording, 0], [recording, Infinity]); }

// What waits on this device for one person: [{ recording, page, kind, chunks }], a chunk being about a second. `page` is the
// interview's address, `kind` what the recorder called its sound. Whose a row is that has no note, nobody knows: everybody's.
export async function listWaiting(person) {
  const store = await database().catch(() => null);
  if (!store) return [];
  try {
    const notes = new Map((await asked(rows(store, "recordings").getAll())).map((note) => [note.recording, note]));
    const found = new Map();
    for (const [recording] of await asked(rows(store, "chunks").getAllKeys())) found.set(recording, (found.get(recording) ?? 0) + 1);
    return [...found].map(([recording, chunks]) => ({ recording, chunks, ...notes.get(recording) }))
      .filter((one) => !one.isClosed && (!one.person || one.person === person));
  } finally { store.close(); }
}

// The server takes no more of a recording: what is left of it here is no longer waiting, and goes when the recording is gone.
export async function closeWaiting(recording, { forget }) {
  const store = await database().catch(() => null);
  if (!store) return;
  try {
    if (forget) await asked(rows(store, "chunks", "readwrite").delete(range(recording)));
    else await asked(rows(store, "recordings", "readwrite").put({ recording, isClosed: true }));
  } finally { store.close(); }
}

export class Waiting {
  // `note` says whose it is and where it belongs: { person, page, kind }. `onFull` hears that the device has no room left.
  static async open(recording, key64, { note, onFull = () => {} } = {}) {
    const raw = Uint8Array.from(atob(key64), (letter) => letter.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    const store = await database().catch(() => null);
    if (store && note) await asked(rows(store, "recordings", "readwrite").put({ recording, ...note })).catch(() => {});
    return new Waiting(recording, key, store, onFull);
  }

  // How many chunks of a recording this device has, without its key; and its note.
  static async look(recording) {
    const store = await database().catch(() => null);
    if (!store) return { chunks: 0, note: null };
    try {
      return { chunks: await asked(rows(store, "chunks").count(range(recording))), note: await asked(rows(store, "recordings").get(recording)) ?? null };
    } finally { store.close(); }
  }

  constructor(recording, key, store, onFull) {
    Object.assign(this, { recording, key, store, onFull, memory: new Map() });
  }

  bound(number) { return new TextEncoder().encode(`${this.recording}/${number}`); }

  // Memory first: what the sender needs never depends on the disk. The database is for the day when the page dies.
  async put(number, bytes) {
    this.memory.set(number, bytes);
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: this.bound(number) }, this.key, bytes);
      await asked(rows(this.store, "chunks", "readwrite").put({ recording: this.recording, number, iv, sealed }));
    } catch {
      this.onFull();
    }
  }

  // The first chunk that waits, opened; or null.
  async first() {
    if (this.memory.size) {
      const number = Math.min(...this.memory.keys());
      return { number, bytes: this.memory.get(number) };
    }
    try {
      const row = await asked(rows(this.store, "chunks").get(range(this.recording)));
      if (!row) return null;
      const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv, additionalData: this.bound(row.number) }, this.key, row.sealed);
      return { number: row.number, bytes };
    } catch { return null; }
  }

  async done(number) {
    this.memory.delete(number);
    // One that could not be removed is sent once more another time, which is harmless.
    try { await asked(rows(this.store, "chunks", "readwrite").delete([this.recording, number])); } catch { this.stuck = true; }
  }

  // The highest number that lies here, or -1.
  async last() {
    try { return (await asked(rows(this.store, "chunks").getAllKeys(range(this.recording)))).at(-1)?.[1] ?? -1; } catch { return -1; }
  }

  async size() {
    try { return Math.max(this.memory.size, this.stuck ? 0 : await asked(rows(this.store, "chunks").count(range(this.recording)))); } catch { return this.memory.size; }
  }
}
