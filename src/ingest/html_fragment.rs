//! A pasted piece of HTML → picture, link and title.
//!
//! Browsers put a fragment on the clipboard when a picture or a part of a page is copied:
//! `<a href="…"><img src="…" alt="…"></a>`, on Windows behind a `Version:… SourceURL:…` header.

use scraper::{ElementRef, Html};
use url::Url;

use super::picture;
use super::report::IngestError;
use crate::model::text::one_line;

/// The largest fragment that is read.
pub const MAX_BYTES: usize = 2 << 20;
/// Most pictures that are taken.
const MAX_IMAGES: usize = 50;

/// What a fragment holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fragment {
    /// Addresses of its pictures, in order; `data:` pictures are kept as they are, so that nothing is lost.
    pub images: Vec<String>,
    /// Where the picture (or the first link) leads.
    pub link: Option<Url>,
    /// Alternative text, title or text.
    pub title: Option<String>,
    /// The page it was copied from, where the clipboard says so.
    pub source: Option<Url>,
}

/// Reads a fragment. Relative addresses are resolved against the page it was copied from, where that is told.
///
/// # Errors
/// [`IngestError::TooLarge`] past [`MAX_BYTES`], [`IngestError::Empty`] without anything but blanks.
pub fn parse(html: &str) -> Result<Fragment, IngestError> {
    if html.len() > MAX_BYTES {
        return Err(IngestError::TooLarge {
            what: "fragment",
            bytes: html.len() as u64,
            limit_bytes: MAX_BYTES as u64,
        });
    }
    if html.trim().is_empty() {
        return Err(IngestError::Empty { what: "fragment" });
    }
    let (header, body) = html.find('<').map_or((html, ""), |at| html.split_at(at));
    let source = header.lines().find_map(|line| Url::parse(line.trim().strip_prefix("SourceURL:")?.trim()).ok());
    let document = Html::parse_fragment(body);
    let mut fragment = Fragment { source, ..Fragment::default() };
    let mut text_title = None;
    for node in document.tree.nodes() {
        let Some(element) = ElementRef::wrap(node) else { continue };
        match element.value().name() {
            "img" => image(element, &mut fragment),
            "a" => {
                if fragment.link.is_none() {
                    fragment.link = element.attr("href").and_then(|href| resolve(href, fragment.source.as_ref()));
                }
                let words: String =
                    element.text().flat_map(str::split_whitespace).take(40).flat_map(|word| [word, " "]).collect();
                text_title = text_title.or_else(|| short(&words));
            }
            _ => {}
        }
    }
    fragment.title = fragment.title.take().or(text_title).or_else(|| {
        let words: String = document
            .root_element()
            .text()
            .flat_map(str::split_whitespace)
            .take(20)
            .flat_map(|word| [word, " "])
            .collect();
        short(&words)
    });
    Ok(fragment)
}

fn image(element: ElementRef<'_>, fragment: &mut Fragment) {
    let best = element.attr("srcset").and_then(picture::largest_of_set);
    let sources = [best.as_deref(), element.attr("src"), element.attr("data-src")];
    let address = sources.into_iter().flatten().find_map(|source| {
        let source = source.trim();
        if source.starts_with("data:image/") {
            Some(source.to_owned())
        } else {
            resolve(source, fragment.source.as_ref()).map(String::from)
        }
    });
    if let Some(address) = address
        && fragment.images.len() < MAX_IMAGES
        && !fragment.images.contains(&address)
    {
        fragment.images.push(address);
    }
    if fragment.title.is_none() {
        fragment.title = element.attr("alt").and_then(short).or_else(|| element.attr("title").and_then(short));
    }
}

fn resolve(address: &str, base: Option<&Url>) -> Option<Url> {
    let address = address.trim();
    let url = match base {
        Some(base) => base.join(address).ok()?,
        None if address.starts_with("//") => Url::parse(&format!("https:{address}")).ok()?,
        None => Url::parse(address).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then_some(url)
}

fn short(text: &str) -> Option<String> {
    let text: String = one_line(text).chars().take(300).collect();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linked_picture() {
        let fragment =
            parse(r#"<a href="https://shop.example/mug"><img src="//cdn.shop.example/mug.jpg" alt="Blue  mug"></a>"#)
                .unwrap();
        assert_eq!(fragment.images, ["https://cdn.shop.example/mug.jpg"]);
        assert_eq!(fragment.link.unwrap().as_str(), "https://shop.example/mug");
        assert_eq!(fragment.title.as_deref(), Some("Blue mug"));
    }

    #[test]
    fn the_windows_header_gives_the_page() {
        let fragment = parse(
            "Version:0.9\r\nStartHTML:0001\r\nSourceURL:https://shop.example/lamps/\r\n<html><body><!--StartFragment-->\
             <img srcset=\"s.jpg 100w, l.jpg 900w\" src=\"s.jpg\"><a href='arc'>Arc lamp</a>",
        )
        .unwrap();
        assert_eq!(fragment.images, ["https://shop.example/lamps/l.jpg"]);
        assert_eq!(fragment.link.unwrap().as_str(), "https://shop.example/lamps/arc");
        assert_eq!(fragment.title.as_deref(), Some("Arc lamp"));
    }

    #[test]
    fn only_web_links_and_pictures() {
        let fragment =
            parse("<a href='javascript:alert(1)'><img src='file:///etc/x'><img src='data:image/png;base64,AA'></a>")
                .unwrap();
        assert_eq!((fragment.link, fragment.images), (None, vec!["data:image/png;base64,AA".to_owned()]));
        assert!(parse(" ").is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_fragment_panics(text in "[<>a-z\"'= /:.,&;!-]{0,100}") {
            let _ = parse(&text);
        }
    }
}
