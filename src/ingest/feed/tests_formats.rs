//! One small feed of an invented shop per network and shop system that `tests` does not cover.

use std::io::Write;

use super::tests::{feed, options, told, try_with, with};
use super::*;

/// Format, and title, prices, stock and variants of each product.
#[track_caller]
fn check(text: &str, format: FeedFormat, wanted: &[&str]) -> Vec<FeedItem> {
    let done = feed(text);
    assert_eq!(
        (done.report.format, told(&done)),
        (format, wanted.iter().map(|line| (*line).to_owned()).collect()),
        "{text}"
    );
    assert_eq!(sniff(text.as_bytes()), Ok(format));
    done.items
}

fn links(item: &FeedItem) -> (&str, &str) {
    (item.snapshot.url.as_ref().map_or("", |url| url.as_str()), item.affiliate_url.as_deref().unwrap_or_default())
}

#[test]
fn tradetracker_xml_and_csv() {
    let items = check(
        "<?xml version='1.0'?><productFeed version='1.0'><product ID='7'><name>Vase</name><price currency='EUR'>24.95</price>\
         <URL>https://net.example/c/7</URL><images><image>https://v.example/7.jpg</image></images><description>x</description>\
         <categories><category path='Home &gt; Vases'>Vases</category></categories><properties>\
         <property name='brand'><value>Kiln</value></property><property name='fromPrice'><value>29.95</value></property>\
         <property name='color'><value>white</value></property></properties><variations/></product></productFeed>",
        FeedFormat::TradeTracker,
        &["Vase: 24.95 EUR was 29.95 EUR ×0"],
    );
    let vase = &items[0].snapshot;
    assert_eq!(
        (vase.brand.as_deref(), vase.colour.as_deref(), items[0].id.as_deref()),
        (Some("Kiln"), Some("white"), Some("7"))
    );
    assert_eq!(
        (vase.category.as_deref(), vase.images.as_slice()),
        (Some("Vases"), ["https://v.example/7.jpg".to_owned()].as_slice())
    );
    check(
        "productID;name;currency;price;productURL;imageURL;description;categoryPath;brand\n\
         7;\"Vase; tall\";EUR;24.95;https://net.example/c/7;https://v.example/7.jpg;x;Home > Vases;Kiln\n",
        FeedFormat::TradeTracker,
        &["Vase; tall: 24.95 EUR ×0"],
    );
}

#[test]
fn webgains() {
    let items = check(
        "product_id|product_name|deeplink|image_url|price|currency|program_id|program_name|merchant_category|brand|european_article_number|in_stock\n\
         5|Kettle|https://track.net.example/click?p=5|https://k.example/5.jpg|34.00|GBP|12|Kettles Ltd|Kitchen|Boil|4006381333931|yes\n",
        FeedFormat::Webgains,
        &["Kettle: 34.00 GBP InStock ×0"],
    );
    assert_eq!(items[0].snapshot.gtin.as_deref(), Some("4006381333931"));
    assert_eq!(
        (items[0].snapshot.merchant.as_deref(), links(&items[0]).0),
        (Some("Kettles Ltd"), "https://track.net.example/click?p=5")
    );
}

#[test]
fn kelkoo_and_comparison_sites() {
    check(
        "<products><product><offer-id>A1</offer-id><title>Chaise</title><product-url>https://c.example/a1</product-url>\
         <price>49,90</price><brand>Bois</brand><image-url>https://c.example/a1.jpg</image-url><merchant-category>Maison</merchant-category>\
         <availability>1</availability><delivery-cost>4,90</delivery-cost><currency>EUR</currency></product></products>",
        FeedFormat::Kelkoo,
        &["Chaise: 49.90 EUR InStock ×0"],
    );
    check(
        "offer-id\ttitle\tproduct-url\tprice\tbrand\timage-url\tmerchant-category\tdelivery-cost\n\
         A1\tChaise\thttps://c.example/a1\t49.90\tBois\thttps://c.example/a1.jpg\tMaison\t4.90\n",
        FeedFormat::Kelkoo,
        &["Chaise: 49.90 ×0"],
    );
    let heureka = check(
        "<SHOP><SHOPITEM><ITEM_ID>1</ITEM_ID><PRODUCTNAME>Hrnek</PRODUCTNAME><URL>https://h.example/1</URL><IMGURL>https://h.example/1.jpg</IMGURL>\
         <IMGURL_ALTERNATIVE>https://h.example/2.jpg</IMGURL_ALTERNATIVE><PRICE_VAT>199</PRICE_VAT><MANUFACTURER>Kiln</MANUFACTURER>\
         <CATEGORYTEXT>Dům | Hrnky</CATEGORYTEXT><EAN>4006381333931</EAN></SHOPITEM></SHOP>",
        FeedFormat::Xml,
        &["Hrnek: 199 ×0"],
    );
    assert_eq!(heureka[0].snapshot.images.len(), 2);
    let ceneo = check(
        "<offers><o id='1' url='https://o.example/1' price='12.50' avail='1' stock='5'><cat><![CDATA[Dom/Kubki]]></cat><name><![CDATA[Kubek]]></name>\
         <imgs><main url='https://o.example/1.jpg'/><i url='https://o.example/2.jpg'/></imgs><attrs><a name='Producent'>Kiln</a></attrs></o>\
         <o id='2' url='https://o.example/2' price='9'><name>Talerz</name></o></offers>",
        FeedFormat::Xml,
        &["Kubek: 12.50 InStock ×0", "Talerz: 9 ×0"],
    );
    assert_eq!((ceneo[0].snapshot.images.len(), links(&ceneo[0]).0), (2, "https://o.example/1"));
}

#[test]
fn rakuten_xml_and_a_stray_bar() {
    let items = check(
        "<merchandiser><header><merchantId>1</merchantId></header>\
         <product product_id='9' name='Boots' sku_number='S9' manufacturer_name='Sole' part_number='P9'><category><primary>Shoes</primary><secondary>Women</secondary></category>\
         <URL><product>https://click.net.example/9</product><productImage>https://s.example/9.jpg</productImage></URL><description><short>b</short></description>\
         <price currency='USD'><sale begin_date='' end_date=''>59.00</sale><retail>80.00</retail></price><shipping><cost/><availability>in-stock</availability></shipping>\
         <upc>4006381333931</upc></product>\
         <product product_id='10' name='Clog' sku_number='S10'><URL><product>https://click.net.example/10</product></URL>\
         <price currency='USD'><retail>30.00</retail></price></product></merchandiser>",
        FeedFormat::Rakuten,
        &["Boots: 59.00 USD was 80.00 USD InStock ×0", "Clog: 30.00 USD ×0"],
    );
    let boots = &items[0].snapshot;
    assert_eq!(
        (boots.sku.as_deref(), boots.brand.as_deref(), boots.category.as_deref()),
        (Some("S9"), Some("Sole"), Some("Shoes"))
    );
    assert_eq!((links(&items[0]).0, boots.images.len()), ("https://click.net.example/9", 1));
    let row = "1|Boots | tall|SKU1|Shoes|Women~~Boots|https://net.example/c|https://sole.example/b.jpg||short|long|||59.00|80.00|||Sole|||P1||||4006381333931|||||USD|";
    check(
        &format!("HDR|123|Sole|2026-11-22\n{row}\nTRL|1\n"),
        FeedFormat::Rakuten,
        &["Boots | tall: 59.00 USD was 80.00 USD ×0"],
    );
}

#[test]
fn awin_xml_and_tradedoubler_json() {
    let items = check(
        "<?xml version='1.0'?><cafProductFeed><datafeed id='1'><prod id='3' in_stock='yes'><brand><brandName>Knit</brandName></brand><cat><awCatId>1</awCatId>\
         <mCat>Scarves</mCat></cat><price curr='GBP'><buynow>12.00</buynow><rrp>15.00</rrp></price><text><name>Scarf</name><desc>d</desc></text>\
         <uri><awTrack>https://net.example/p?3</awTrack><mImage>https://k.example/3.jpg</mImage><mLink>https://k.example/3</mLink></uri></prod></datafeed></cafProductFeed>",
        FeedFormat::Awin,
        &["Scarf: 12.00 GBP was 15.00 GBP InStock ×0"],
    );
    assert_eq!(links(&items[0]), ("https://k.example/3", "https://net.example/p?3"));
    let items = check(
        r#"{"productHeader":{"totalHits":1},"products":[{"name":"Chair","productImage":{"url":"https://c.example/1.jpg","width":500},
        "categories":[{"id":1,"name":"Chairs"}],"identifiers":{"ean":"4006381333931"},"fields":[{"name":"previousPrice","value":"1200.00"},{"name":"shipping","value":"5"}],
        "brand":"Wood","offers":[{"feedId":1,"productUrl":"https://net.example/1","sourceProductUrl":"https://c.example/1","availability":"in stock",
        "priceHistory":[{"date":1,"price":{"value":"999.00","currency":"SEK"}}],"sourceProductId":"C1","programName":"Chairs AB"}]}]}"#,
        FeedFormat::Tradedoubler,
        &["Chair: 999.00 SEK was 1200.00 SEK InStock ×0"],
    );
    let chair = &items[0].snapshot;
    assert_eq!(
        (chair.merchant.as_deref(), chair.gtin.as_deref(), chair.category.as_deref()),
        (Some("Chairs AB"), Some("4006381333931"), Some("Chairs"))
    );
    assert_eq!(links(&items[0]), ("https://c.example/1", "https://net.example/1"));
}

#[test]
fn shopify_graphql_answers() {
    check(
        r#"{"data":{"products":{"edges":[{"node":{"id":"gid://1","title":"Boot","handle":"boot","vendor":"Sole","productType":"Shoes",
        "images":{"edges":[{"node":{"url":"https://s.example/b.jpg"}}]},"variants":{"edges":[{"node":{"id":"1","sku":"B1","availableForSale":true,
        "price":{"amount":"80.0","currencyCode":"EUR"},"compareAtPrice":{"amount":"90.0","currencyCode":"EUR"}}}]}}}]}}}"#,
        FeedFormat::ShopifyJson,
        &["Boot: 80.0 EUR was 90.0 EUR InStock ×1"],
    );
}

#[test]
fn pinterest_and_atom() {
    check(
        "id\ttitle\tdescription\tlink\timage_link\tprice\tavailability\tad_link\tadditional_image_link\n\
         1\tRug\tsoft\thttps://r.example/1\thttps://r.example/1.jpg\t99.00 USD\tin stock\thttps://r.example/1?ad\thttps://r.example/2.jpg\n",
        FeedFormat::GoogleText,
        &["Rug: 99.00 USD InStock ×0"],
    );
    let items = check(
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:g='http://base.google.com/ns/1.0'><title>F</title><link rel='self' href='https://r.example/'/>\
         <entry><g:id>1</g:id><title>Rug</title><link rel='alternate' href='https://r.example/1'/><g:image_link>https://r.example/1.jpg</g:image_link><g:price>99.00 USD</g:price></entry></feed>",
        FeedFormat::GoogleXml,
        &["Rug: 99.00 USD ×0"],
    );
    assert_eq!(links(&items[0]).0, "https://r.example/1");
}

#[test]
fn woocommerce_in_german_and_french() {
    let items = check(
        "ID,Typ,Artikelnummer,Name,Veröffentlicht,\"Vorrätig?\",Bestand,\"Datum, an dem Angebotspreis beginnt\",\"Datum, an dem Angebotspreis endet\",Angebotspreis,\"Regulärer Preis\",Kategorien,Bilder,\"Übergeordnetes Produkt\",\"Attribut 1 Name\",\"Attribut 1 Wert(e)\"\n\
         10,variable,HUT,Hut,1,1,,,,,,Kleidung > Hüte,https://w.example/h.jpg,,Farbe,\"Blau, Rot\"\n\
         11,variation,HUT-B,Hut - Blau,1,1,3,,2020-01-01,35,40,,,HUT,Farbe,Blau\n\
         12,variation,HUT-R,Hut - Rot,1,0,0,,,,45,,,id:10,Farbe,Rot\n",
        FeedFormat::WooCsv,
        &["Hut: 40 InStock ×2"],
    );
    assert_eq!(items[0].snapshot.sku.as_deref(), Some("HUT"));
    check(
        "ID,Type,UGS,Nom,Publié,\"En stock ?\",Stock,\"Tarif promo\",\"Tarif régulier\",Catégories,Images,Parent,\"URL externe\",\"Nom de l’attribut 1\",\"Valeur(s) de l’attribut 1 \"\n\
         1,simple,TASSE,Tasse,1,1,,\"8,50\",\"10,00\",Maison > Tasses,https://w.example/t.jpg,,,,\n",
        FeedFormat::WooCsv,
        &["Tasse: 8.50 was 10.00 InStock ×0"],
    );
}

#[test]
fn the_usual_currency_of_a_feed_goes_to_prices_without_one() {
    let text = "id,title,link,image_link,price\n\
                1,Jug,https://k.example/1,https://k.example/1.jpg,15.00\n\
                2,Bowl,https://k.example/2,https://k.example/2.jpg,9.00 SEK\n\
                3,Cup,https://k.example/3,https://k.example/3.jpg,7.00 SEK\n\
                4,Lid,https://k.example/4,https://k.example/4.jpg,5.00 EUR\n";
    let wanted = ["Jug: 15.00 SEK ×0", "Bowl: 9.00 SEK ×0", "Cup: 7.00 SEK ×0", "Lid: 5.00 EUR ×0"];
    assert_eq!(told(&feed(text)), wanted);
    assert!(
        feed(text)
            .report
            .warnings
            .iter()
            .any(|warning| warning.to_string() == "prices without a currency were read as SEK")
    );
    // A choice of the person's stands in only where the feed names none at all.
    let chosen = FeedOptions { currency: "DKK".parse().ok(), ..options() };
    assert_eq!(told(&with(text, &chosen)), wanted);
    let bare = text.replace(" SEK", "").replace(" EUR", "");
    assert_eq!(told(&with(&bare, &chosen))[3], "Lid: 5.00 DKK ×0");
    assert_eq!(told(&feed(&bare))[3], "Lid: 5.00 ×0");
}

#[test]
fn encodings_and_packings_are_recognised() {
    let text = "id;title;link;image_link;price\n1;Blå krukke;https://k.example/1;https://k.example/1.jpg;45,00 DKK\n";
    let wide = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(to_bytes).collect()
    };
    let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let packed = {
        let mut packer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    };
    for bytes in [text.as_bytes().to_vec(), wide(u16::to_le_bytes), wide(u16::to_be_bytes), latin, packed] {
        let done = try_with(&bytes, &options()).unwrap();
        assert_eq!(told(&done), ["Blå krukke: 45.00 DKK ×0"]);
    }
}

#[test]
fn a_long_table_of_categories_hides_no_product() {
    let categories: String = (1..20_000).map(|n| format!("<category id=\"{n}\">Shelf {n}</category>")).collect();
    let items = check_long(&format!(
        "<yml_catalog><shop><name>S</name><categories>{categories}</categories><offers><offer id=\"1\" available=\"false\"><name>Cup</name>\
         <price>5</price><currencyId>EUR</currencyId><categoryId>19999</categoryId></offer></offers></shop></yml_catalog>"
    ));
    assert_eq!(items[0].snapshot.category.as_deref(), Some("Shelf 19999"));
}

fn check_long(text: &str) -> Vec<FeedItem> {
    let done = feed(text);
    assert_eq!((done.report.format, told(&done)), (FeedFormat::Yml, vec!["Cup: 5 EUR OutOfStock ×0".to_owned()]));
    done.items
}

#[test]
fn pictures_in_json_cells_and_lists() {
    let done = feed(
        "id,title,link,price,image_link,additional_image_link\n\
         1,Jug,https://k.example/1,5 EUR,\"[{\"\"url\"\":\"\"https://k.example/1.jpg\"\",\"\"tag\"\":[\"\"main\"\"]}]\",\"https://k.example/2.jpg,https://k.example/3.jpg\"\n",
    );
    let pictures = ["https://k.example/1.jpg", "https://k.example/2.jpg", "https://k.example/3.jpg"];
    assert_eq!(done.items[0].snapshot.images, pictures);
}
