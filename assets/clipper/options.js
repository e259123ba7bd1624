// Pairing with the app.

import { forget, hello, pair, pairing } from "./app.js";
import { fill, problem, say } from "./words.js";

const api = globalThis.browser ?? globalThis.chrome;
const at = (id) => document.getElementById(id);

function tell(text, state) {
  at("status").textContent = text;
  document.body.dataset.state = state;
}

async function refresh() {
  const { token } = await pairing();
  at("forget").hidden = !token;
  if (!token) return tell("", "");
  const told = await hello();
  if (told.ok) tell(say("isPaired"), "done");
  else tell(problem(told), "failed");
}

at("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  // Firefox grants access to 127.0.0.1 only when asked, and only on a click.
  try {
    await api.permissions.request({ origins: ["http://127.0.0.1/*"] });
  } catch {
    // Granted with the installation.
  }
  const told = await pair(at("code").value);
  if (!told.ok) return tell(problem(told), "failed");
  at("code").value = "";
  await refresh();
});

at("forget").addEventListener("click", async () => {
  await forget();
  await refresh();
});

fill(document);
refresh();
