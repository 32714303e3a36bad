// The child has the browser now: every other tab hides what it shows.
export default function handedOver() { new BroadcastChannel("lock").postMessage({ locked: true }); }
