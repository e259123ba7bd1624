// The way to the app on this computer: finding it, pairing with it, handing pages over.

const api = globalThis.browser ?? globalThis.chrome;

/** Where the app listens, in the order in which it tries. A code from another port carries it. */
const PORTS = [23860, 23861, 23862, 23863, 23864];
/** For a question; the app answers at once. */
const QUESTION_MS = 2000;
/** For a page: the app fetches its picture before it answers. */
const CLIP_MS = 60000;

/** What was agreed with the app: `{ token, port }`, empty before. */
export async function pairing() {
  const { token, port } = await api.storage.local.get(["token", "port"]);
  return { token, port };
}

/** Forgets the token. The app's Settings can revoke it too. */
export async function forget() {
  await api.storage.local.remove(["token", "port"]);
}

/** Asks the app; `undefined` when nobody answers there or it is not the app. */
async function ask(port, path, body, token, limit) {
  const headers = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(limit),
    });
    const told = await answer.json();
    return typeof told?.ok === "boolean" ? told : undefined;
  } catch {
    return undefined;
  }
}

/** The ports at which the app may listen, the likeliest first. */
function ports(first) {
  return [...new Set([first, ...PORTS].filter(Boolean))];
}

/** How it stands with the app: `{ ok: true }`, or `{ ok: false, why }`. Remembers where it answered. */
export async function hello() {
  const { token, port } = await pairing();
  let why = "app_gone";
  for (const each of ports(port)) {
    const told = await ask(each, "/hello", {}, token, QUESTION_MS);
    if (told?.app !== "etalage") continue;
    if (told.paired) {
      await api.storage.local.set({ port: each });
      return { ok: true, port: each, token };
    }
    // Another window of another library may listen as well.
    why = "not_paired";
  }
  return { ok: false, why };
}

/** Pairs with the app that shows this code: `7K4M-PX2Q`, or `7K4M-PX2Q-51234` where it listens elsewhere. */
export async function pair(typed) {
  const [, code, own] = /^([0-9a-z]{4}[- ]?[0-9a-z]{4})(?:-(\d{2,5}))?$/i.exec(typed.trim()) ?? [];
  if (!code) return { ok: false, why: "wrong_code" };
  let refused = { ok: false, why: "app_gone" };
  for (const port of own ? [Number(own)] : ports()) {
    const told = await ask(port, "/pair", { code, browser: browserName() }, undefined, QUESTION_MS);
    if (told?.ok && typeof told.token === "string") {
      await api.storage.local.set({ token: told.token, port });
      return { ok: true };
    }
    if (told) refused = told;
  }
  return refused;
}

/** Hands a page over and returns what was understood, or `{ ok: false, why, words }`. */
export async function send(clip) {
  const found = await hello();
  if (!found.ok) return found;
  return (await ask(found.port, "/clip", clip, found.token, CLIP_MS)) ?? { ok: false, why: "app_gone" };
}

/** What the app's Settings call this browser. */
function browserName() {
  const brands = navigator.userAgentData?.brands?.map((each) => each.brand).filter((name) => !/not.?a/i.test(name));
  const known = ["Firefox", "Edg", "OPR", "Vivaldi", "Chrome"].find((name) => navigator.userAgent.includes(`${name}/`));
  return brands?.find((name) => name !== "Chromium") ?? brands?.[0] ?? known ?? "?";
}
