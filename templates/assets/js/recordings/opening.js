// What a recording needs before it begins: a microphone that may be used, and a recording on the server. Each null when it is not
// to be had, after saying why.
import { Microphone } from "./microphone.js";
import { verdict } from "./server.js";

export async function openMicrophone(wishes, words, say) {
  const microphone = new Microphone(wishes);
  try { await microphone.listen(); return microphone; } catch (error) {
    microphone.release();
    say("sound", error.name === "NotFoundError" ? words.noMicrophone : words.noPermission);
    return null;
  }
}

// A new recording, or the one that this browser was broken off in (data-resumes).
export async function openRecording(server, words, say) {
  const isNew = !words.resumes;
  const url = isNew ? words.recordingsUrl : `${words.recordingsUrl}/${words.resumes}/resume`;
  const form = isNew ? { client_key: crypto.randomUUID(), source: "browser" } : {};
  let answer = await server.send("POST", url, { form });
  if (answer?.status === 400 && await server.renew()) answer = await server.send("POST", url, { form });
  if (answer?.ok && answer.data.state === "receiving") return answer.data;
  const [outcome, why] = verdict(answer);
  if (outcome === "taken") say("sound", words.isFinished);
  else if (outcome === "refused") say("sound", why);
  else say("sound", why === "signed-out" ? words.signedOut : words.noServer, { asksToSignIn: why === "signed-out" });
  return null;
}
