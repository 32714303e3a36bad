// Chunks that wait to be sent, sealed in the browser's database. The key comes from the server and lives in memory only:
// what lies on the device tells nothing, and after a crash the interviewer's own sign-in brings the key back.
const NAME = "barnens-roster-waiting";

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function database() {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("chunks", { keyPath: ["recording", "number"] });
  return asked(opening);
}

export class Waiting {
  static async open(recording, key64) {
    const raw = Uint8Array.from(atob(key64), (letter) => letter.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    const store = await database().catch(() => null);
    return new Waiting(recording, key, store);
  }

  // How many chunks of a recording this device has, without its key.
  static async count(recording) {
    const store = await database().catch(() => null);
    if (!store) return 0;
    return asked(store.transaction("chunks").objectStore("chunks").count(range(recording)));
  }

  constructor(recording, key, store) {
    Object.assign(this, { recording, key, store, memory: new Map() });
  }

  bound(number) { return new TextEncoder().encode(`${this.recording}/${number}`); }

  async put(number, bytes) {
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: this.bound(number) }, this.key, bytes);
      await asked(this.chunks("readwrite").put({ recording: this.recording, number, iv, sealed }));
    } catch {
      this.memory.set(number, bytes);  // no database, or no room in it: better here than nowhere
    }
  }

  // The first chunk that waits, opened; or null.
  async first() {
    const row = this.store && await asked(this.chunks("readonly").get(range(this.recording))).catch(() => null);
    const held = this.memory.size ? Math.min(...this.memory.keys()) : Infinity;
    if (!row || held < row.number) return held < Infinity ? { number: held, bytes: this.memory.get(held) } : null;
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv, additionalData: this.bound(row.number) }, this.key, row.sealed);
    return { number: row.number, bytes };
  }

  async done(number) {
    this.memory.delete(number);
    if (this.store) await asked(this.chunks("readwrite").delete([this.recording, number]));
  }

  async size() {
    const stored = this.store ? await asked(this.chunks("readonly").count(range(this.recording))) : 0;
    return stored + this.memory.size;
  }

  chunks(mode) {
    return this.store.transaction("chunks", mode, { durability: "strict" }).objectStore("chunks");
  }
}

function range(recording) { return IDBKeyRange.bound([recording, 0], [recording, Infinity]); }
