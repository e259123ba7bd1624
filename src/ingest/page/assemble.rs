//! The tiers put together: one product, each field from the most trusted source that has it.

use url::Url;

use super::candidate::{Candidate, Tier};
use super::dom::Dom;
use super::facts::{self, Fact};
use super::merge::{self, About, Pick};
use super::meta::Head;
use super::microdata::Syntax;
use super::{
    PageContext, PageProduct, PageReport, Provenance, address, blocked, crumbs, jsonld, meta, microdata, normalise,
    pictures, pricing, state, stock, visible,
};
use crate::ingest::price::PriceHints;
use crate::ingest::report::{Warning, WarningKind};
use crate::model::{Availability, MerchantUrl, ProductSnapshot};

/// Longest raw text that provenance keeps, in characters.
const MAX_RAW_CHARS: usize = 160;

/// Reads every tier of a parsed page and weighs them.
pub(super) fn assemble(dom: &Dom<'_>, text: &str, context: &PageContext) -> PageReport {
    let head = Head::read(dom);
    let page_url = page_url(&head, context);
    let base = head
        .base
        .as_deref()
        .and_then(|base| normalise::absolute_url(base, page_url.as_ref()))
        .or_else(|| page_url.clone());
    let host = page_url.as_ref().and_then(Url::host_str);
    let domain = host.map(public_suffix);
    let hints = PriceHints { language: head.language.as_deref(), domain: domain.as_deref(), ..PriceHints::default() };

    let data = jsonld::read(dom, &hints);
    let mut marked_steps = Vec::new();
    let micro = microdata::read(dom, Syntax::Microdata, &hints, &mut marked_steps);
    let rdfa = microdata::read(dom, Syntax::Rdfa, &hints, &mut marked_steps);
    let meta_product = head.product(&hints);
    let site =
        meta_product.merchant.clone().or_else(|| data.site.clone()).and_then(|site| normalise::plain_text(&site));

    let og_title = meta_product.title.as_deref().and_then(normalise::plain_text);
    let markup_titles: Vec<&str> = [og_title.as_deref(), head.title.as_deref()].into_iter().flatten().collect();
    let heading = visible::heading(dom, &markup_titles);
    let mut titles = markup_titles.clone();
    titles.extend(heading.as_ref().map(|(_, text)| text.as_str()));
    let about = About { titles, url: page_url.as_ref(), image: head.get("og:image") };

    let mut report = PageReport::default();
    report.warnings.extend((0..data.broken).map(|_| Warning::general(WarningKind::BrokenData)));
    let mut sources: Vec<(Tier, Candidate)> = Vec::new();
    let mut lists: Vec<(Tier, Vec<Candidate>)> = Vec::new();
    let states = state::read(dom, &about, &hints);
    for (tier, candidates) in
        [(Tier::JsonLd, data.products), (Tier::Microdata, micro), (Tier::Rdfa, rdfa), (Tier::State, states)]
    {
        match merge::pick(candidates, &about) {
            Pick::Nothing => {}
            Pick::One(product) => sources.push((tier, *product)),
            Pick::List(list) => lists.push((tier, list)),
        }
    }
    let seen = visible::prices(
        dom,
        heading.as_ref().map(|(at, _)| *at),
        &PriceHints { currency: page_currency(&sources, &meta_product), ..hints },
    );
    let has_meta_price = meta_product.has_price();
    let is_product_page = head.get("og:type").is_some_and(|kind| kind.to_ascii_lowercase().contains("product"));
    let stock_seen = stock::seen(dom);

    let structured = sources.iter().any(|(_, product)| !product.listed || product.has_price());
    if !structured
        && !has_meta_price
        && let Some((tier, list)) = lists.into_iter().next()
    {
        let evidence =
            Evidence { sources: &[], text, head: &head, base: base.as_ref(), page_url: None, site: site.as_deref() };
        report.listed = list.into_iter().map(|candidate| listed_product(tier, &candidate, &evidence)).collect();
        report.warnings.push(Warning::general(WarningKind::ListPage(report.listed.len())));
        return report;
    }
    let seen_price = visible::asking(&seen);
    let is_shop_page = structured
        || has_meta_price
        || is_product_page
        || seen_price.is_some() && (heading.is_some() || stock_seen.is_some())
        || stock_seen.is_some() && heading.is_some();
    let block = blocked::kind(head.title.as_deref(), text);
    let missing = blocked::is_missing(head.title.as_deref(), heading.as_ref().map(|(_, text)| text.as_str()));
    if !is_shop_page || missing && !structured && !has_meta_price || block.is_some() && !structured && !has_meta_price {
        report.blocked = block;
        report.warnings.push(Warning::general(WarningKind::NoProduct));
        return report;
    }

    // The head's order of trust lies between markup and state.
    let at = sources.iter().position(|(tier, _)| *tier == Tier::State).unwrap_or(sources.len());
    sources.insert(at, (Tier::Meta, meta_product));
    let evidence = Evidence {
        sources: &sources,
        text,
        head: &head,
        base: base.as_ref(),
        page_url: page_url.as_ref(),
        site: site.as_deref(),
    };
    let mut product = PageProduct::default();
    fill_names(&mut product, &evidence, heading.as_ref().map(|(_, text)| text.as_str()), host);
    fill_numbers(&mut product, &evidence, &facts::facts(dom), &mut report.warnings);
    pricing::fill(&mut product, &evidence, &seen, seen_price, &mut report.warnings);
    fill_stock(&mut product, &evidence, stock_seen, &mut report.warnings);
    pictures::fill(&mut product, &evidence, dom);
    let steps = [(Tier::JsonLd, data.breadcrumbs), (Tier::Microdata, marked_steps), (Tier::Visible, crumbs::seen(dom))];
    fill_place(&mut product, &evidence, &steps);
    if product.snapshot.title.is_empty() {
        report.warnings.push(Warning::general(WarningKind::NoProduct));
        report.blocked = block;
        return report;
    }
    report.product = Some(product);
    report
}

/// What is asked about every field.
pub(super) struct Evidence<'e> {
    /// The product as each tier describes it, most trusted first.
    pub sources: &'e [(Tier, Candidate)],
    /// The page's text.
    pub text: &'e str,
    /// Its head.
    pub head: &'e Head,
    /// What relative addresses are relative to.
    pub base: Option<&'e Url>,
    /// The page's own address.
    pub page_url: Option<&'e Url>,
    /// The shop's name.
    pub site: Option<&'e str>,
}

impl<'e> Evidence<'e> {
    /// The sources as they are trusted on what differs between variants: one that knows the variant that the
    /// address asks for comes before those that only know the whole.
    pub(super) fn by_variant(&self) -> impl Iterator<Item = &'e (Tier, Candidate)> {
        let sources = self.sources;
        let chosen = sources.iter().filter(|(_, candidate)| candidate.chosen);
        chosen.chain(sources.iter().filter(|(_, candidate)| !candidate.chosen))
    }
}

/// The address the page was fetched from, else the one it gives itself.
fn page_url(head: &Head, context: &PageContext) -> Option<Url> {
    let own = || head.canonical.as_deref().or(head.get("og:url")).and_then(|text| normalise::absolute_url(text, None));
    context.url.clone().or_else(own)
}

fn public_suffix(host: &str) -> String {
    psl::suffix_str(host).unwrap_or(host).to_owned()
}

fn page_currency(sources: &[(Tier, Candidate)], meta: &Candidate) -> Option<crate::model::Currency> {
    sources.iter().find_map(|(_, product)| product.currency()).or_else(|| meta.currency())
}

/// Remembers where a field came from.
pub(super) fn note(product: &mut PageProduct, field: &'static str, tier: Tier, raw: &str) {
    product.provenance.insert(field, Provenance { tier, raw: raw.chars().take(MAX_RAW_CHARS).collect() });
}

/// The first source whose text survives `clean`.
fn first<T>(
    evidence: &Evidence<'_>,
    get: impl Fn(&Candidate) -> Option<&String>,
    clean: impl Fn(&str) -> Option<T>,
) -> Option<(Tier, String, T)> {
    evidence.by_variant().find_map(|(tier, candidate)| {
        let raw = get(candidate)?;
        Some((*tier, raw.clone(), clean(raw)?))
    })
}

fn fill_names(product: &mut PageProduct, evidence: &Evidence<'_>, heading: Option<&str>, host: Option<&str>) {
    let site = evidence.site;
    let markup = evidence.sources.iter().filter(|(tier, _)| *tier < Tier::Meta).find_map(|(tier, candidate)| {
        let raw = candidate.title.as_ref()?;
        let title = normalise::plain_text(raw)?;
        (site != Some(title.as_str())).then(|| (*tier, raw.clone(), title))
    });
    let visible =
        || heading.filter(|text| site != Some(*text)).map(|text| (Tier::Visible, text.to_owned(), text.to_owned()));
    let head = || {
        let raw = evidence.head.any(&["og:title", "twitter:title"]).or_else(|| evidence.head.title.clone())?;
        let title = normalise::plain_text(&raw)?;
        let title = meta::without_site(&title, site, host).to_owned();
        Some((Tier::Meta, raw, title))
    };
    let state = || first(evidence, |candidate| candidate.title.as_ref(), normalise::plain_text);
    if let Some((tier, raw, title)) = markup.or_else(visible).or_else(head).or_else(state) {
        note(product, "title", tier, &raw);
        product.snapshot.title = title;
    }
    let title = product.snapshot.title.to_lowercase();
    let brand = |raw: &str| normalise::brand(raw).filter(|brand| brand.to_lowercase() != title);
    if let Some((tier, raw, name)) = first(evidence, |candidate| candidate.brand.as_ref(), brand) {
        note(product, "brand", tier, &raw);
        product.snapshot.brand = Some(as_in_title(&product.snapshot.title, name));
    }
    product.snapshot.merchant =
        site.map(str::to_owned).or_else(|| host.map(|host| host.trim_start_matches("www.").to_owned()));
    if let Some((tier, raw, colour)) = first(evidence, |candidate| candidate.colour.as_ref(), normalise::plain_text)
        && colour.chars().count() <= 60
    {
        note(product, "colour", tier, &raw);
        product.snapshot.colour = Some(colour);
    }
}

/// The maker's name with the title's punctuation: data bases lose hyphens that people see.
fn as_in_title(title: &str, brand: String) -> String {
    let squeeze = |text: &str| text.replace(['-', '.', '&', '/'], " ").to_lowercase();
    let chars = brand.chars().count();
    let start: String = title.chars().take(chars).collect();
    if brand.contains(' ') && start.to_lowercase() != brand.to_lowercase() && squeeze(&start) == squeeze(&brand) {
        start
    } else {
        brand
    }
}

fn fill_numbers(product: &mut PageProduct, evidence: &Evidence<'_>, facts: &[Fact], warnings: &mut Vec<Warning>) {
    let fact = |field: &str| facts.iter().find(|fact| fact.field == field).map(|fact| fact.value.clone());
    if product.snapshot.brand.is_none()
        && let Some(raw) = fact("brand")
        && let Some(name) = normalise::brand(&raw)
    {
        note(product, "brand", Tier::Visible, &raw);
        product.snapshot.brand = Some(name);
    }
    // A book's publisher is not its brand, whatever a data layer calls it.
    let publisher = fact("publisher").and_then(|raw| normalise::brand(&raw));
    let from_scripts = product.provenance.get("brand").is_some_and(|from| from.tier == Tier::State);
    if publisher.is_some() && from_scripts && product.snapshot.brand == publisher {
        product.snapshot.brand = None;
        product.provenance.remove("brand");
    }
    if product.snapshot.colour.is_none()
        && let Some(raw) = fact("colour")
        && let Some(colour) = normalise::plain_text(&raw)
    {
        note(product, "colour", Tier::Visible, &raw);
        product.snapshot.colour = Some(colour);
    }
    let in_address = || {
        let number = address::product_number(evidence.page_url?, evidence.text)?;
        Some((Tier::Address, number.clone(), number))
    };
    let labelled =
        |field: &str| fact(field).and_then(|raw| Some((Tier::Visible, raw.clone(), normalise::number(&raw)?)));
    let trusted = |tier: Tier, candidate: &Candidate| tier <= Tier::Meta || candidate.chosen;
    let structured = evidence.by_variant().filter(|(tier, it)| trusted(*tier, it)).find_map(|(tier, candidate)| {
        let named = |raw: &&String| evidence.page_url.is_some_and(|url| address::names(url, raw));
        // Of two numbers the one in the page's address is the shop's own.
        let raw = match (&candidate.sku, &candidate.mpn) {
            (Some(sku), Some(mpn)) if !named(&sku) && named(&mpn) => mpn,
            (sku, _) => sku.as_ref()?,
        };
        Some((*tier, raw.clone(), normalise::number(raw)?))
    });
    let in_state = || first(evidence, |candidate| candidate.sku.as_ref(), normalise::number);
    let sku = structured
        .or_else(|| labelled("sku").filter(|(_, raw, _)| evidence.page_url.is_some_and(|url| address::names(url, raw))))
        .or_else(in_address)
        .or_else(|| labelled("sku"))
        .or_else(in_state);
    if let Some((tier, raw, sku)) = sku {
        note(product, "sku", tier, &raw);
        product.snapshot.sku = Some(sku);
    }
    let mpn = first(evidence, |candidate| candidate.mpn.as_ref(), normalise::number).or_else(|| labelled("mpn"));
    if let Some((tier, raw, mpn)) = mpn.filter(|(_, _, mpn)| product.snapshot.sku.as_ref() != Some(mpn)) {
        note(product, "mpn", tier, &raw);
        product.snapshot.mpn = Some(mpn);
    }
    let structured =
        evidence.by_variant().flat_map(|(tier, candidate)| candidate.gtins.iter().map(move |raw| (*tier, raw.clone())));
    let offered = evidence.sources.iter().filter_map(|(tier, candidate)| {
        let [offer] = candidate.offers.as_slice() else { return None };
        Some((*tier, offer.gtin.clone()?))
    });
    let seen = fact("gtin").map(|raw| (Tier::Visible, raw));
    // Some shops number their goods by GTIN.
    let numbered =
        product.snapshot.sku.clone().filter(|sku| sku.len() == 13 && sku.bytes().all(|byte| byte.is_ascii_digit()));
    for (tier, raw) in structured.chain(offered).chain(seen) {
        match normalise::gtin(&raw) {
            Ok(Some(gtin)) => {
                note(product, "gtin", tier, &raw);
                product.snapshot.gtin = Some(gtin);
                break;
            }
            Ok(None) => {}
            Err(text) => warnings.push(Warning::general(WarningKind::InvalidGtin(text))),
        }
    }
    if product.snapshot.gtin.is_none()
        && let Some(gtin) = numbered.and_then(|sku| normalise::gtin(&sku).ok().flatten())
    {
        note(product, "gtin", Tier::Address, &gtin);
        product.snapshot.gtin = Some(gtin);
    }
    // A warning about one bad GTIN is noise where another was good.
    if product.snapshot.gtin.is_some() {
        warnings.retain(|warning| !matches!(warning.kind, WarningKind::InvalidGtin(_)));
    }
}

fn fill_stock(
    product: &mut PageProduct,
    evidence: &Evidence<'_>,
    seen: Option<(Availability, String)>,
    warnings: &mut Vec<Warning>,
) {
    let structured = evidence.by_variant().find_map(|(tier, candidate)| Some((*tier, candidate.stock()?)));
    if let Some((tier, availability)) = structured {
        note(product, "availability", tier, &format!("{availability:?}"));
        product.snapshot.availability = Some(availability);
    } else if let Some((availability, raw)) = seen {
        note(product, "availability", Tier::Visible, &raw);
        product.snapshot.availability = Some(availability);
    } else if product.snapshot.price.is_some() && evidence.page_url.is_some() {
        warnings.push(Warning::general(WarningKind::AvailabilityAssumed));
        note(product, "availability", Tier::Assumed, "");
        product.snapshot.availability = Some(Availability::InStock);
    }
}

fn fill_place(product: &mut PageProduct, evidence: &Evidence<'_>, steps: &[(Tier, Vec<String>)]) {
    let own = evidence.head.canonical.as_deref().and_then(|text| normalise::absolute_url(text, evidence.base));
    let own = own.filter(|own| own.path().len() > 1);
    let chosen = evidence.page_url.cloned().or(own);
    product.snapshot.url = chosen.and_then(|url| MerchantUrl::from_url(&url).ok());
    let is_path =
        |text: &str| normalise::plain_text(text).filter(|text| text.chars().count() <= 200 && !text.contains("://"));
    if let Some((tier, raw, category)) = first(evidence, |candidate| candidate.category.as_ref(), is_path) {
        note(product, "category", tier, &raw);
        product.snapshot.category = Some(category);
    } else if let Some((tier, path)) =
        steps.iter().find_map(|(tier, steps)| Some((*tier, crumbs::path(steps, &product.snapshot.title)?)))
    {
        note(product, "category", tier, &path);
        product.snapshot.category = Some(path);
    }
    let count = evidence
        .sources
        .iter()
        .map(|(_, candidate)| candidate.variant_count.max(candidate.variants.len()))
        .max()
        .unwrap_or(0);
    product.snapshot.variants = u32::try_from(count).unwrap_or(0);
}

/// One of a list page's products.
fn listed_product(tier: Tier, candidate: &Candidate, evidence: &Evidence<'_>) -> PageProduct {
    let mut product = PageProduct::default();
    let mut snapshot = ProductSnapshot {
        title: candidate.title.as_deref().and_then(normalise::plain_text).unwrap_or_default(),
        brand: candidate.brand.as_deref().and_then(normalise::brand),
        merchant: evidence.site.map(str::to_owned),
        availability: candidate.stock(),
        sku: candidate.sku.as_deref().and_then(normalise::number),
        mpn: candidate.mpn.as_deref().and_then(normalise::number),
        gtin: candidate.gtins.iter().find_map(|raw| normalise::gtin(raw).ok().flatten()),
        images: candidate
            .images
            .iter()
            .filter_map(|raw| normalise::image(raw, evidence.base))
            .take(pictures::MAX_IMAGES)
            .collect(),
        ..ProductSnapshot::default()
    };
    snapshot.url = candidate
        .url
        .as_deref()
        .and_then(|url| normalise::absolute_url(url, evidence.base))
        .and_then(|url| MerchantUrl::from_url(&url).ok());
    if let Some(offer) = merge::choose_offer(candidate, &Vec::new()) {
        snapshot.price = offer.price.map(|price| price.price);
    }
    note(&mut product, "title", tier, &snapshot.title);
    product.snapshot = snapshot;
    product
}
