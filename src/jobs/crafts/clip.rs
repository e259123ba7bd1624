//! The page that a person has in their browser → a find.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use url::Url;

use crate::affiliate::clean_with;
use crate::i18n::Lang;
use crate::imaging::{self, Limits};
use crate::ingest::page::{self, PageContext, PageProduct, PageReport};
use crate::loopback::{Clip, Understood};
use crate::model::{Colour, MerchantUrl, Product, ProductSnapshot, Source};

use super::super::error::JobsError;
use super::super::explain;
use super::super::studio::Studio;
use super::add::{Added, Note, ReadPage, read_page};

/// The longest side of the small picture that the browser shows.
const THUMBNAIL_SIDE_PX: u32 = 160;
const THUMBNAIL_QUALITY: u8 = 82;

/// A clip that was kept.
#[derive(Debug)]
pub struct Clipped {
    /// The find, and what is worth knowing of how it came.
    pub added: Added,
    /// It was in the library before.
    pub known: bool,
}

/// A clip that was read.
struct ReadClip {
    page: ReadPage,
    /// The page is about no product: the picked picture is all there is.
    only_picture: bool,
}

impl Studio {
    /// Reads a clip and keeps the page's product. The picked picture becomes the find's; on a page without a
    /// product it is kept with its link.
    ///
    /// # Errors
    /// [`JobsError::NoProduct`], [`JobsError::ListPage`] and [`JobsError::CheckShown`] for pages without a product.
    pub fn clip(&self, clip: &Clip) -> Result<Clipped, JobsError> {
        let began = self.clock.now();
        let ReadClip { page: ReadPage { found, mut notes }, only_picture } = self.read_clip(clip)?;
        let mut snapshot = found.snapshot;
        let mut picked = None;
        if let Some(address) = &clip.picture {
            match self.fetch_picture(address) {
                Ok(kept) => {
                    picked = Some(kept);
                    put_first(&mut snapshot, address);
                }
                Err(error) if only_picture => return Err(error),
                Err(error) => notes.push(Note::Picture(error)),
            }
        }
        let added = match picked {
            Some(picture) => Added { product: self.keep_find(snapshot, Some(picture), Source::Clip)?, notes },
            None => self.keep_read_page(snapshot, notes, true, Source::Clip)?,
        };
        // A find that was there keeps the day it came.
        let known = added.product.added_at < began;
        Ok(Clipped { added, known })
    }

    /// Reads a clip, keeps nothing and fetches nothing.
    pub fn look_at_clip(&self, clip: &Clip, lang: Lang) -> Result<Understood, JobsError> {
        let ReadClip { page, .. } = self.read_clip(clip)?;
        Ok(understood(&page.found.snapshot, &page.notes, lang))
    }

    fn read_clip(&self, clip: &Clip) -> Result<ReadClip, JobsError> {
        let programs = self.programs()?;
        let address = clean_with(&programs, &clip.url)?.url;
        let context = PageContext {
            url: Url::parse(clip.url.trim()).ok(),
            content_type: Some("text/html; charset=utf-8".to_owned()),
        };
        let mut report = page::extract(clip.html.as_bytes(), &context)?;
        if report.product.is_none() {
            report.product = shown_by(&mut report, clip.picture.as_deref());
        }
        match (read_page(report, Some(&address), &programs, self.clock.now()), &clip.picture) {
            (Ok(page), _) => Ok(ReadClip { page, only_picture: false }),
            (Err(JobsError::Blocked { url }), _) => Err(JobsError::CheckShown { url }),
            (Err(JobsError::NoProduct { .. } | JobsError::ListPage { .. }), Some(picture)) => {
                // The picture's own link says more than the page that it stands on.
                let link = clip.link.as_deref().and_then(|link| clean_with(&programs, link).ok());
                let url = Some(link.map_or(address, |cleaned| cleaned.url));
                let images = if is_data(picture) { Vec::new() } else { vec![picture.clone()] };
                let title = clip.title.trim().chars().take(300).collect();
                let snapshot = ProductSnapshot { title, url, images, ..ProductSnapshot::default() };
                let found = PageProduct { snapshot, ..PageProduct::default() };
                Ok(ReadClip { page: ReadPage { found, notes: Vec::new() }, only_picture: true })
            }
            (Err(error), _) => Err(error),
        }
    }

    /// What the browser is told of a clip that was kept.
    pub fn understood(&self, clipped: &Clipped, lang: Lang) -> Understood {
        let product = &clipped.added.product;
        let thumbnail = self.thumbnail(product);
        Understood { thumbnail, known: clipped.known, ..understood(&product.snapshot, &clipped.added.notes, lang) }
    }

    /// The find's picture, small, as a `data:` address.
    fn thumbnail(&self, product: &Product) -> Option<String> {
        let bytes = self.library.read_picture(product.picture?).ok()?;
        let small = imaging::decode_fitted(&bytes, &Limits::default(), THUMBNAIL_SIDE_PX).ok()?;
        let jpeg = imaging::encode_jpeg(&small.pixmap, Colour::WHITE, THUMBNAIL_QUALITY).ok()?;
        Some(format!("data:image/jpeg;base64,{}", STANDARD.encode(jpeg)))
    }
}

/// Of a page that lists several products, the one whose picture was picked.
fn shown_by(report: &mut PageReport, picture: Option<&str>) -> Option<PageProduct> {
    let picture = picture?;
    let place = report.listed.iter().position(|each| each.snapshot.images.iter().any(|image| image == picture))?;
    Some(report.listed.swap_remove(place))
}

fn put_first(snapshot: &mut ProductSnapshot, address: &str) {
    if !is_data(address) {
        snapshot.images.retain(|image| image != address);
        snapshot.images.insert(0, address.to_owned());
    }
}

fn is_data(address: &str) -> bool {
    address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

fn understood(snapshot: &ProductSnapshot, notes: &[Note], lang: Lang) -> Understood {
    Understood {
        title: snapshot.title.clone(),
        brand: snapshot.brand.clone(),
        price: snapshot.price.as_ref().map(|price| explain::price(lang, price)),
        list_price: snapshot.list_price.as_ref().map(|price| explain::price(lang, price)),
        shop: snapshot.shop(),
        url: snapshot.url.as_ref().map(MerchantUrl::to_string),
        pictures: snapshot.images.len(),
        warnings: notes.iter().flat_map(|note| note.messages(lang)).collect(),
        ..Understood::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::world::{RandomIds, SystemClock};
    use crate::scene::TextShaper;
    use std::sync::Arc;

    fn studio() -> (tempfile::TempDir, Studio) {
        let dir = tempfile::tempdir().unwrap();
        let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
        let (studio, _) =
            Studio::open(&dir.path().join("library"), "a test", clock, ids, Arc::new(TextShaper::new())).unwrap();
        (dir, studio)
    }

    fn clip(html: &str, picture: Option<&str>, link: Option<&str>) -> Clip {
        Clip {
            url: "https://shop.example/page?utm_source=mail".to_owned(),
            html: html.to_owned(),
            picture: picture.map(str::to_owned),
            link: link.map(str::to_owned),
            title: " A page ".to_owned(),
        }
    }

    /// A picture that needs no network.
    fn inline_picture() -> String {
        let pixmap = imaging::Pixmap::from_straight_rgba(6, 4, &[9, 90, 200, 255].repeat(24)).unwrap();
        format!("data:image/png;base64,{}", STANDARD.encode(imaging::encode_png(&pixmap).unwrap()))
    }

    #[test]
    fn a_picked_picture_is_kept_with_its_own_link() {
        let (_dir, studio) = studio();
        let picture = inline_picture();
        let kept = studio.clip(&clip("<p>hello", Some(&picture), Some("https://shop.example/lamp?fbclid=1"))).unwrap();
        let find = &kept.added.product;
        assert_eq!(
            (find.snapshot.title.as_str(), find.picture_size_px, find.source),
            ("A page", Some((6, 4)), Source::Clip)
        );
        assert_eq!(find.snapshot.url.as_ref().unwrap().as_str(), "https://shop.example/lamp", "cleaned");
        assert!(find.snapshot.images.is_empty(), "its address is no address for others");
        let told = studio.understood(&kept, Lang::En);
        assert!(told.thumbnail.unwrap().starts_with("data:image/jpeg;base64,"));
        let without = studio.clip(&clip("<p>hello", Some(&picture), None)).unwrap();
        assert_eq!(without.added.product.snapshot.url.unwrap().as_str(), "https://shop.example/page");
    }

    #[test]
    fn a_picture_tells_which_product_of_a_list_is_meant() {
        let product = |title: &str| {
            let images = vec![format!("https://shop.example/{title}.png")];
            let snapshot = ProductSnapshot { title: title.to_owned(), images, ..ProductSnapshot::default() };
            PageProduct { snapshot, ..PageProduct::default() }
        };
        let mut report = PageReport { listed: vec![product("arc"), product("desk")], ..PageReport::default() };
        assert_eq!(shown_by(&mut report, None), None);
        assert_eq!(shown_by(&mut report, Some("https://shop.example/banner.png")), None);
        assert_eq!(shown_by(&mut report, Some("https://shop.example/desk.png")), Some(product("desk")));
    }

    #[test]
    fn a_look_keeps_nothing() {
        let (_dir, studio) = studio();
        let picture = inline_picture();
        assert_eq!(studio.look_at_clip(&clip("<p>hello", Some(&picture), None), Lang::En).unwrap().title, "A page");
        assert!(studio.library.products().unwrap().is_empty());
    }

    #[test]
    fn a_page_that_still_checks_its_visitor_is_told_as_such() {
        let (_dir, studio) = studio();
        let refused = studio.clip(&clip("<title>Just a moment...</title><p>Checking your browser", None, None));
        assert!(matches!(refused, Err(JobsError::CheckShown { .. })), "{refused:?}");
        let nothing = studio.clip(&clip("<p>hello", None, None));
        assert!(matches!(nothing, Err(JobsError::NoProduct { .. })), "{nothing:?}");
    }
}
