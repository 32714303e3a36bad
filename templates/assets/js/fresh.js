// A page that the browser kept is asked for again, so that the way back shows nothing that has ended.
export default function fresh() { window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); }); }
