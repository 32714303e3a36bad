// Sends what is pressed on a page of the seminar without leaving the page. A refusal is shown as the page without script shows it.
import { letGo } from "./parts.js";
import { toast } from "../toast.js";

// `missing` is called when what was sent to is not there: it may be one's place at the seminar, and then the page is over.
export default function sending(root, { unsent, missing, isOver }) {
  async function send(event) {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("[data-quiet], [data-part] form:not([data-cell-form])")) return;
    event.preventDefault();
    const data = new URLSearchParams(new FormData(form, event.submitter));
    const action = event.submitter?.getAttribute("formaction") ?? form.action;
    try {
      const answer = await fetch(action, { method: "POST", body: data, headers: { "X-Fragment": "true", Accept: "application/json" } });
      if (answer.status === 404) await missing();
      if (isOver()) return;
      if (answer.ok) { letGo(form, data, event.submitter); form.dispatchEvent(new CustomEvent("live:sent", { bubbles: true })); }
      else if (answer.headers.get("Content-Type")?.includes("json")) toast((await answer.json()).error);
      else {
        for (const [name, value] of data) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
        form.action = action;
        form.submit();
      }
    } catch { toast(unsent); }
  }
  root.addEventListener("submit", send, true);
}
