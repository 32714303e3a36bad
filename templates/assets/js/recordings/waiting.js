// Pieces that wait to be sent, sealed in the browser's database. The key comes from the server and lives in memory only:
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
  opening.onupgradeneeded = () => opening.result.createObjectStore("pieces", { keyPath: ["take", "number"] });
  return asked(opening);
}

export class Waiting {
  static async open(take, key64) {
    const raw = Uint8Array.from(atob(key64), (letter) => letter.charCodeAt(0));
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    const store = await database().catch(() => null);
    return new Waiting(take, key, store);
  }

  // How many pieces of a take this device has, without its key.
  static async count(take) {
    const store = await database().catch(() => null);
    if (!store) return 0;
    return asked(store.transaction("pieces").objectStore("pieces").count(range(take)));
  }

  constructor(take, key, store) {
    Object.assign(this, { take, key, store, memory: new Map() });
  }

  bound(number) { return new TextEncoder().encode(`${this.take}/${number}`); }

  async put(number, bytes) {
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: this.bound(number) }, this.key, bytes);
      await asked(this.pieces("readwrite").put({ take: this.take, number, iv, sealed }));
    } catch {
      this.memory.set(number, bytes);  // no database, or no room in it: better here than nowhere
    }
  }

  // The first piece that waits, opened; or null.
  async first() {
    const row = this.store && await asked(this.pieces("readonly").get(range(this.take))).catch(() => null);
    const held = this.memory.size ? Math.min(...this.memory.keys()) : Infinity;
    if (!row || held < row.number) return held < Infinity ? { number: held, bytes: this.memory.get(held) } : null;
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv, additionalData: this.bound(row.number) }, this.key, row.sealed);
    return { number: row.number, bytes };
  }

  async done(number) {
    this.memory.delete(number);
    if (this.store) await asked(this.pieces("readwrite").delete([this.take, number]));
  }

  async size() {
    const stored = this.store ? await asked(this.pieces("readonly").count(range(this.take))) : 0;
    return stored + this.memory.size;
  }

  pieces(mode) {
    return this.store.transaction("pieces", mode, { durability: "strict" }).objectStore("pieces");
  }
}

function range(take) { return IDBKeyRange.bound([take, 0], [take, Infinity]); }
