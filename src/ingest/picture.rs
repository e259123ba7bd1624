//! Addresses of pictures: the largest of a `srcset`, and the original behind a shop system's thumbnail.
//!
//! Shop systems and picture networks write the wanted size into the address. [`larger`] knows how the common
//! ones do; it only guesses, so whoever fetches a picture tries the larger address first and the stated one
//! next.

use url::Url;

/// What is asked of networks that need to be told a size, in pixels.
const WANTED_PX: &str = "1800";
/// Longest address that is looked at, in bytes.
const MAX_BYTES: usize = 4096;

/// The address of the same picture in a larger size, where the address shows that a shop system or a picture
/// network made it smaller. `None` where there is nothing to gain.
///
/// ```
/// # use etalage::ingest::picture::larger;
/// assert_eq!(larger("https://shop.example/cdn/shop/files/lamp_400x.jpg?v=1").unwrap(),
///            "https://shop.example/cdn/shop/files/lamp.jpg?v=1");
/// assert_eq!(larger("https://shop.example/lamp.jpg"), None);
/// ```
pub fn larger(address: &str) -> Option<String> {
    if address.len() > MAX_BYTES {
        return None;
    }
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let found = RULES.iter().find_map(|rule| rule(&url))?;
    (found != url && found.as_str().len() <= MAX_BYTES).then(|| found.to_string())
}

/// What stays the same whatever size a picture is asked in: for telling two addresses of one picture.
pub(crate) fn identity(address: &str) -> String {
    let original = larger(address).unwrap_or_else(|| address.to_owned());
    let path = original.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    // A program's address says in its query which picture is meant.
    let whole = if file.contains('.') && !file.contains(".php") && !file.contains(".asp") { path } else { &original };
    whole.trim_start_matches("https:").trim_start_matches("http:").to_lowercase()
}

/// The picture with the largest width or density of a `srcset`.
pub(crate) fn largest_of_set(set: &str) -> Option<String> {
    let mut best: Option<(f64, &str)> = None;
    let mut rest = set;
    // Addresses may hold commas: a candidate ends at a comma behind a blank or a size.
    for _ in 0..100 {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (address, tail) = rest.split_at(end);
        if address.is_empty() {
            break;
        }
        let (size, tail) = match address.strip_suffix(',') {
            Some(_) => ("", tail),
            None => tail.split_once(',').unwrap_or((tail, "")),
        };
        let size = size.trim().trim_end_matches(['w', 'x', 'h']).parse::<f64>().unwrap_or(1.0);
        if best.is_none_or(|(largest, _)| size > largest) {
            best = Some((size, address.trim_end_matches(',')));
        }
        rest = tail;
    }
    best.map(|(_, address)| address.to_owned())
}

type Rule = fn(&Url) -> Option<Url>;

/// Every rule; the first that fits decides.
const RULES: [Rule; 17] = [
    proxied,
    shopify,
    cloudinary,
    salesforce,
    scene7,
    magento,
    wordpress,
    prestashop,
    shopware,
    bigcommerce,
    squarespace,
    wix,
    vtex,
    oxid,
    plenty,
    modifiers,
    by_query,
];

/// `/_next/image?url=…&w=384` and `/cdn-cgi/image/width=300/…`: the original is named in the address.
fn proxied(url: &Url) -> Option<Url> {
    if url.path().ends_with("/_next/image") || url.path().ends_with("/_vercel/image") {
        let (_, inner) = url.query_pairs().find(|(name, _)| name == "url")?;
        return url.join(&inner).ok().filter(|inner| matches!(inner.scheme(), "http" | "https"));
    }
    let (before, after) = url.path().split_once("/cdn-cgi/image/")?;
    let (_, inner) = after.split_once('/')?;
    let inner = if inner.starts_with("http") { inner.to_owned() } else { format!("{before}/{inner}") };
    url.join(&inner).ok()
}

/// `lamp_400x.jpg`, `lamp_grande.jpg`, `?width=400`.
fn shopify(url: &Url) -> Option<Url> {
    if !url.path().contains("/cdn/shop/") && url.host_str() != Some("cdn.shopify.com") {
        return None;
    }
    const NAMES: [&str; 9] = ["pico", "icon", "thumb", "small", "compact", "medium", "large", "grande", "master"];
    let mut found = without_query(url, &["width", "height", "crop", "pad_color"]);
    let (stem, extension) = url.path().rsplit_once('.')?;
    let stem = stem.strip_suffix(".progressive").unwrap_or(stem);
    let stem = stem.split_once('@').filter(|(_, density)| density.ends_with('x')).map_or(stem, |(stem, _)| stem);
    let stem = stem.rsplit_once("_crop_").map_or(stem, |(stem, _)| stem);
    let bare = stem.rsplit_once('_').filter(|(_, size)| is_size(size) || NAMES.contains(size));
    found.set_path(&format!("{}.{extension}", bare.map_or(stem, |(bare, _)| bare)));
    Some(found)
}

/// `/image/upload/c_fill,w_300,h_300/…`.
fn cloudinary(url: &Url) -> Option<Url> {
    let (before, after) = url.path().split_once("/image/upload/")?;
    let is_step = |part: &str| {
        let letters = part.bytes().take_while(u8::is_ascii_lowercase).count();
        (1..=3).contains(&letters) && part.as_bytes().get(letters) == Some(&b'_')
    };
    let sized = |part: &&str| !["w_", "h_", "c_", "ar_", "g_", "dpr_"].iter().any(|lead| part.starts_with(lead));
    let kept: Vec<String> = after
        .split('/')
        .filter_map(|segment| {
            if !segment.split(',').all(is_step) {
                return Some(segment.to_owned());
            }
            let rest: Vec<&str> = segment.split(',').filter(sized).collect();
            (!rest.is_empty()).then(|| rest.join(","))
        })
        .collect();
    with_path(url, &format!("{before}/image/upload/{}", kept.join("/")))
}

/// `/dw/image/v2/…?sw=513&sh=654`.
fn salesforce(url: &Url) -> Option<Url> {
    url.path().contains("/dw/image/").then(|| without_query(url, &["sw", "sh", "sm", "cx", "cy", "cw", "ch"]))
}

/// `/is/image/Shop/4711?wid=300&$preset$`: without a size the network serves 400 pixels.
fn scene7(url: &Url) -> Option<Url> {
    if !url.path().contains("/is/image/") {
        return None;
    }
    let mut found = url.clone();
    found.set_query(Some(&format!("wid={WANTED_PX}")));
    Some(found)
}

/// `/media/catalog/product/cache/0f1e…/a/r/arc.jpg`.
fn magento(url: &Url) -> Option<Url> {
    let (before, after) = url.path().split_once("/catalog/product/cache/")?;
    let segments: Vec<&str> = after.split('/').collect();
    let is_hash = |part: &&str| part.len() == 32 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let at = segments.iter().rposition(is_hash)?;
    let rest = segments.get(at + 1..).filter(|rest| !rest.is_empty())?;
    let path = format!("{before}/catalog/product/{}", rest.join("/"));
    let mut found = without_query(url, &["width", "height", "optimize", "fit", "canvas", "quality"]);
    found.set_path(&path);
    Some(found)
}

/// `/wp-content/uploads/2026/01/arc-300x300.jpg`, and the network in front of it (`?resize=`).
fn wordpress(url: &Url) -> Option<Url> {
    if !url.path().contains("/wp-content/uploads/") {
        return None;
    }
    let mut found = without_query(url, &["resize", "fit", "w", "h", "zoom", "crop"]);
    let (stem, extension) = url.path().rsplit_once('.')?;
    if let Some((bare, size)) = stem.rsplit_once('-')
        && is_size(size)
        && !size.starts_with('x')
        && !size.ends_with('x')
    {
        found.set_path(&format!("{bare}.{extension}"));
    }
    Some(found)
}

/// `/1234-home_default/arc-lamp.jpg`.
fn prestashop(url: &Url) -> Option<Url> {
    let segments: Vec<&str> = url.path().split('/').collect();
    let at = segments.len().checked_sub(2)?;
    let (number, kind) = segments.get(at)?.split_once('-')?;
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) || !kind.contains("_default") {
        return None;
    }
    let mut path = segments.clone();
    *path.get_mut(at)? = number;
    with_path(url, &path.join("/"))
}

/// `/thumbnail/0f/1e/…/arc_400x400.jpg`.
fn shopware(url: &Url) -> Option<Url> {
    let (before, after) = url.path().split_once("/thumbnail/")?;
    let (stem, extension) = after.rsplit_once('.')?;
    let (bare, _) = stem.rsplit_once('_').filter(|(_, size)| is_size(size))?;
    with_path(url, &format!("{before}/media/{bare}.{extension}"))
}

/// `/images/stencil/500x659/products/…`.
fn bigcommerce(url: &Url) -> Option<Url> {
    let (before, after) = url.path().split_once("/images/stencil/")?;
    let (size, rest) = after.split_once('/')?;
    (is_size(size) || size.ends_with('w'))
        .then(|| with_path(url, &format!("{before}/images/stencil/original/{rest}")))?
}

/// `?format=500w`.
fn squarespace(url: &Url) -> Option<Url> {
    let (_, format) = url.query_pairs().find(|(name, _)| name == "format")?;
    let digits = format.strip_suffix('w')?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(with_query(url, "format", "2500w"))
}

/// `/media/0f1e~mv2.jpg/v1/fill/w_500,h_500,al_c/file.jpg`.
fn wix(url: &Url) -> Option<Url> {
    let (before, _) = url.path().split_once("/v1/").filter(|(before, _)| before.contains("~mv2."))?;
    with_path(url, before)
}

/// `/arquivos/ids/155432-300-300/arc.jpg`.
fn vtex(url: &Url) -> Option<Url> {
    let (before, after) = url.path().split_once("/arquivos/ids/")?;
    let (segment, rest) = after.split_once('/').unwrap_or((after, ""));
    let (number, _) = segment.split_once('-')?;
    let mut found = without_query(url, &["width", "height", "aspect"]);
    found.set_path(format!("{before}/arquivos/ids/{number}/{rest}").trim_end_matches('/'));
    Some(found)
}

/// `/out/pictures/generated/product/1/540_340_75/arc.jpg`.
fn oxid(url: &Url) -> Option<Url> {
    let (before, after) = url.path().split_once("/out/pictures/generated/")?;
    let segments: Vec<&str> = after.split('/').collect();
    let is_box = |part: &&str| part.contains('_') && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    let kept: Vec<&str> = segments.iter().copied().filter(|part| !is_box(part)).collect();
    (kept.len() < segments.len())
        .then(|| with_path(url, &format!("{before}/out/pictures/master/{}", kept.join("/"))))?
}

/// `/item/images/123/middle/arc.jpg`.
fn plenty(url: &Url) -> Option<Url> {
    let (before, after) = url.path().split_once("/item/images/")?;
    let mut segments: Vec<&str> = after.split('/').collect();
    let size =
        segments.iter_mut().find(|part| matches!(**part, "middle" | "preview" | "secondPreview" | "middlePreview"))?;
    *size = "full";
    with_path(url, &format!("{before}/item/images/{}", segments.join("/")))
}

/// `/images/I/71abc._AC_SX300_.jpg`: modifiers between `._` and `_.`.
fn modifiers(url: &Url) -> Option<Url> {
    let (before, rest) = url.path().split_once("._")?;
    let (words, extension) = rest.rsplit_once("_.")?;
    let plain = words.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b',' | b'-'));
    (plain && !extension.contains('/')).then(|| with_path(url, &format!("{before}.{extension}")))?
}

/// Networks that take the size from the query.
fn by_query(url: &Url) -> Option<Url> {
    let host = url.host_str().unwrap_or_default();
    let asks = |name: &str| url.query_pairs().any(|(key, _)| key == name);
    if asks("imwidth") {
        return Some(with_query(&without_query(url, &["imheight"]), "imwidth", WANTED_PX));
    }
    if asks("im") {
        return Some(without_query(url, &["im"]));
    }
    if asks("_ex") {
        return Some(without_query(url, &["_ex"]));
    }
    let known = host.ends_with(".imgix.net") || host.ends_with("ctfassets.net") || host.ends_with("cdn.sanity.io");
    let imgix = asks("ixlib") || asks("auto") && (asks("w") || asks("h"));
    (known || imgix).then(|| without_query(url, &["w", "h", "fit", "crop", "dpr", "r", "rect", "ar", "max-w", "max-h"]))
}

/// `400x`, `x400`, `400x300`.
fn is_size(text: &str) -> bool {
    text.split_once('x').is_some_and(|(width, height)| {
        let digits = |part: &str| part.len() <= 5 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits(width) && digits(height) && !(width.is_empty() && height.is_empty())
    })
}

fn with_path(url: &Url, path: &str) -> Option<Url> {
    let mut found = url.clone();
    found.set_path(path);
    Some(found)
}

fn without_query(url: &Url, names: &[&str]) -> Url {
    let kept = |pair: &&str| !names.contains(&pair.split('=').next().unwrap_or_default());
    let query: Vec<&str> = url.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()).collect();
    let rest: Vec<&str> = query.iter().copied().filter(|pair| kept(pair)).collect();
    let mut found = url.clone();
    if rest.len() < query.len() {
        found.set_query(Some(rest.join("&")).filter(|rest| !rest.is_empty()).as_deref());
    }
    found
}

fn with_query(url: &Url, name: &str, value: &str) -> Url {
    let pairs: Vec<String> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((key, old)) if key == name => {
                // Never ask for less than is stated.
                let px = |text: &str| text.trim_end_matches('w').parse::<u32>().unwrap_or(0);
                if px(old) >= px(value) { pair.to_owned() } else { format!("{key}={value}") }
            }
            _ => pair.to_owned(),
        })
        .collect();
    let mut found = url.clone();
    found.set_query(Some(&pairs.join("&")));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_writes_sizes_its_own_way() {
        let host = "https://img.shop.example";
        let cases = [
            ("/cdn/shop/files/lamp_400x.jpg?v=1&width=300", "/cdn/shop/files/lamp.jpg?v=1"),
            ("/cdn/shop/products/lamp_grande.png", "/cdn/shop/products/lamp.png"),
            ("/cdn/shop/products/lamp_100x100_crop_center@2x.jpg", "/cdn/shop/products/lamp.jpg"),
            ("/demo/image/upload/c_fill,w_300,h_200,q_auto/v12/lamp.jpg", "/demo/image/upload/q_auto/v12/lamp.jpg"),
            ("/dw/image/v2/AB/lamp.jpg?sw=513&sh=654&sm=fit", "/dw/image/v2/AB/lamp.jpg"),
            ("/is/image/Lumen/4711?$thumb$&wid=90", "/is/image/Lumen/4711?wid=1800"),
            (
                "/media/catalog/product/cache/0123456789abcdef0123456789abcdef/a/r/arc.jpg",
                "/media/catalog/product/a/r/arc.jpg",
            ),
            ("/wp-content/uploads/2026/01/arc-300x300.jpg", "/wp-content/uploads/2026/01/arc.jpg"),
            ("/1234-home_default/arc-lamp.jpg", "/1234/arc-lamp.jpg"),
            ("/thumbnail/0f/1e/arc_400x400.jpg?ts=1", "/media/0f/1e/arc.jpg?ts=1"),
            ("/images/stencil/500x659/products/1/arc.jpg", "/images/stencil/original/products/1/arc.jpg"),
            ("/content/arc.jpg?format=500w", "/content/arc.jpg?format=2500w"),
            ("/media/ab~mv2.jpg/v1/fill/w_500,h_500,al_c/arc.jpg", "/media/ab~mv2.jpg"),
            ("/arquivos/ids/155432-300-300/arc.jpg", "/arquivos/ids/155432/arc.jpg"),
            ("/out/pictures/generated/product/1/540_340_75/arc.jpg", "/out/pictures/master/product/1/arc.jpg"),
            ("/item/images/123/middle/arc.jpg", "/item/images/123/full/arc.jpg"),
            ("/images/I/71abc._AC_SX300_.jpg", "/images/I/71abc.jpg"),
            ("/lamp.jpg?imwidth=103", "/lamp.jpg?imwidth=1800"),
            ("/lamp.jpg?auto=format&w=300", "/lamp.jpg?auto=format"),
            ("/_next/image?url=%2Fp%2Farc.jpg&w=384&q=75", "/p/arc.jpg"),
            ("/cdn-cgi/image/width=300,quality=75/p/arc.jpg", "/p/arc.jpg"),
        ];
        for (small, large) in cases {
            assert_eq!(
                larger(&format!("{host}{small}")).as_deref(),
                Some(format!("{host}{large}").as_str()),
                "{small}"
            );
        }
        for plain in [
            "https://shop.example/lamp.jpg",
            "https://shop.example/lamp.jpg?w=300",
            "https://shop.example/cdn/shop/files/red_lamp.jpg",
            "https://shop.example/lamp.jpg?imwidth=2400",
            "lamp.jpg",
            "data:image/png;base64,AA",
        ] {
            assert_eq!(larger(plain), None, "{plain}");
        }
    }

    #[test]
    fn sizes_of_one_picture_are_one_picture() {
        let host = "https://img.shop.example/cdn/shop/files";
        assert_eq!(identity(&format!("{host}/lamp_400x.jpg?v=1")), identity(&format!("{host}/lamp.jpg")));
        assert_ne!(identity(&format!("{host}/lamp.jpg")), identity(&format!("{host}/lamp-2.jpg")));
    }

    #[test]
    fn the_largest_of_a_set() {
        assert_eq!(largest_of_set("s.jpg 100w, l.jpg 900w,m.jpg 400w").unwrap(), "l.jpg");
        assert_eq!(largest_of_set("/c_fill,w_1/a.jpg 1x, /c_fill,w_2/a.jpg 2x").unwrap(), "/c_fill,w_2/a.jpg");
        assert_eq!(largest_of_set("only.jpg").unwrap(), "only.jpg");
        assert_eq!(largest_of_set(" , "), None);
    }

    proptest::proptest! {
        #[test]
        fn no_address_panics_and_larger_settles(path in "[a-z0-9_/.,@x~-]{0,40}", query in "[a-z0-9=&_%$]{0,30}") {
            let address = format!("https://cdn.shopify.com/wp-content/uploads/is/{path}?{query}");
            if let Some(found) = larger(&address) {
                proptest::prop_assert!(Url::parse(&found).is_ok());
            }
            let _ = (identity(&address), largest_of_set(&path));
        }
    }
}
