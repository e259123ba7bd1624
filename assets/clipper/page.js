// Runs inside the page that the person clicked on, and only then.

/**
 * The page as it is now: its document without what describes no product, small enough to hand over. `picture` is
 * the address of a picked picture. Must not use anything from outside itself: it is sent into the page as text.
 */
export async function readPage(limit, picture) {
  const root = document.documentElement.cloneNode(true);
  const drop = (selector) => root.querySelectorAll(selector).forEach((element) => element.remove());
  drop("style, link[rel~=stylesheet], link[rel~=preload], iframe, canvas, video, audio, object, embed");
  // Icons are drawn in the page by the hundred.
  root.querySelectorAll("svg").forEach((svg) => svg.replaceChildren());
  // What a person typed is theirs.
  root.querySelectorAll("input:not([type=hidden]), textarea").forEach((field) => {
    field.removeAttribute("value");
    field.textContent = "";
  });
  const size = () => new Blob([root.outerHTML]).size;
  if (size() > limit) drop("script:not([type*=json])");
  if (size() > limit) drop("nav, footer, template, noscript");

  let link;
  if (picture) {
    const shown = [...document.images].find((image) => image.currentSrc === picture || image.src === picture);
    link = shown?.closest("a[href]")?.href;
    if (picture.startsWith("blob:")) {
      // Only this page can read it.
      const blob = await (await fetch(picture)).blob();
      picture = await new Promise((done, fail) => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result);
        reader.onerror = () => fail(reader.error);
        reader.readAsDataURL(blob);
      });
    }
  }
  return { url: location.href, title: document.title, html: `<!doctype html>${root.outerHTML}`, picture, link };
}
