// Adds the product of the page and shows what was understood.

import { fill, problem, say } from "./words.js";

const api = globalThis.browser ?? globalThis.chrome;
const at = (id) => document.getElementById(id);
/** The most remarks that fit. */
const MOST_WARNINGS = 3;

function show(answer) {
  document.body.dataset.state = answer.ok ? "done" : "failed";
  at("again").hidden = answer.ok || answer.why === "not_paired";
  at("pair").hidden = answer.why !== "not_paired";
  at("find").hidden = !answer.ok;
  at("warnings").replaceChildren();
  if (!answer.ok) {
    at("status").textContent = problem(answer);
    return;
  }
  at("status").textContent = answer.known ? say("updated") : say("added");
  at("title").textContent = answer.title || say("untitled");
  at("now").textContent = answer.price ?? "";
  at("before").textContent = answer.list_price ?? "";
  at("shop").textContent = [answer.brand, answer.shop].filter(Boolean).join(" · ");
  at("picture").hidden = !answer.thumbnail;
  if (answer.thumbnail) at("picture").src = answer.thumbnail;
  const remarks = answer.warnings.slice(0, MOST_WARNINGS);
  if (!answer.price) remarks.unshift(say("noPrice"));
  at("warnings").replaceChildren(
    ...remarks.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
  );
}

async function run(again) {
  document.body.dataset.state = "working";
  at("status").textContent = say("working");
  const [tab] = await api.tabs.query({ active: true, currentWindow: true });
  const answer = await api.runtime.sendMessage({ ask: "clip", tabId: tab?.id, again });
  show(answer ?? { ok: false, why: "cannot_read" });
}

fill(document);
at("again").addEventListener("click", () => run(true));
at("pair").addEventListener("click", () => {
  api.runtime.openOptionsPage();
  window.close();
});
run(false);
