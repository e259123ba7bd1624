// Reads the page on a click and hands it to the app.

import { send } from "./app.js";
import { readPage } from "./page.js";
import { say } from "./words.js";

const api = globalThis.browser ?? globalThis.chrome;

/** Below the app's limit of 8 MiB for a whole clip, with room for the quotes that JSON adds. */
const MOST_BYTES = 5_000_000;
/** How long what a picture gave waits to be shown. */
const WAITING_MS = 60_000;

/** Adds what a tab shows. */
async function clip(tabId, picture) {
  let page;
  try {
    const [ran] = await api.scripting.executeScript({
      target: { tabId },
      func: readPage,
      args: [MOST_BYTES, picture ?? null],
    });
    page = ran?.result;
  } catch {
    // The browser's own pages, its shop, pages that are gone.
  }
  if (!page) return { ok: false, why: "cannot_read" };
  if (page.html.length > 1.4 * MOST_BYTES) return { ok: false, why: "too_large" };
  return send({ ...page, picture: page.picture ?? undefined, link: page.link ?? undefined });
}

/** Shows on the button how a picture fared. */
async function badge(tabId, ok) {
  await api.action.setBadgeBackgroundColor({ color: ok ? "#2d7a4b" : "#b3261e" });
  await api.action.setBadgeText({ tabId, text: ok ? "✓" : "!" });
}

api.runtime.onInstalled.addListener(async () => {
  await api.contextMenus.removeAll();
  api.contextMenus.create({ id: "picture", title: say("addPicture"), contexts: ["image"] });
});

api.contextMenus.onClicked.addListener(async (info, tab) => {
  if (info.menuItemId !== "picture" || !tab?.id) return;
  const answer = await clip(tab.id, info.srcUrl);
  await api.storage.session.set({ waiting: { answer, tabId: tab.id, at: Date.now() } });
  await badge(tab.id, answer.ok);
  try {
    await api.action.openPopup();
  } catch {
    // Not every browser lets us; the button says it, and a click on it the rest.
  }
});

/** What a picture of this tab gave and was not looked at yet. */
async function waiting(tabId) {
  const { waiting: kept } = await api.storage.session.get("waiting");
  if (kept?.tabId !== tabId || Date.now() - kept.at > WAITING_MS) return undefined;
  await api.storage.session.remove("waiting");
  await api.action.setBadgeText({ tabId, text: "" });
  return kept.answer;
}

api.runtime.onMessage.addListener((message, sender, reply) => {
  if (sender.id !== api.runtime.id || message?.ask !== "clip") return false;
  (async () => (!message.again && (await waiting(message.tabId))) || clip(message.tabId))()
    .catch((error) => ({ ok: false, why: String(error) }))
    .then(reply);
  // The answer comes later.
  return true;
});
