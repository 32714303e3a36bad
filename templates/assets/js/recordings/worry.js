// The worry sheet on top of the room: the recording goes on beneath it.
import { toast } from "../toast.js";

export function offerWorry(room, server) {
  const dialog = room.querySelector("[data-worry]");
  const form = dialog.querySelector("form");
  const error = dialog.querySelector("[data-error]");
  room.querySelector("[data-worry-open]").addEventListener("click", (event) => { event.preventDefault(); dialog.showModal(); });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    error.hidden = true;
    const fields = Object.fromEntries(new FormData(form));
    let answer = await server.send("POST", form.action, { form: fields });
    if (answer && [400, 401].includes(answer.status) && await server.renew()) answer = await server.send("POST", form.action, { form: fields });
    if (answer?.ok) { form.elements.handed_to.value = ""; dialog.close(); toast(form.dataset.saved); return; }
    error.textContent = answer?.data.error || form.dataset.failed;
    error.hidden = false;
  });
}
