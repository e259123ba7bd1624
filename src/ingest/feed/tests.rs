//! Whole feeds of invented shops, one per format and per thing that breaks importers.

use std::io::{Cursor, Write};

use super::*;

pub(super) struct Done {
    pub(super) items: Vec<FeedItem>,
    pub(super) report: FeedReport,
}

pub(super) fn options() -> FeedOptions {
    FeedOptions { now: "2026-11-22T12:00:00Z".parse().unwrap(), ..FeedOptions::default() }
}

pub(super) fn try_with(bytes: &[u8], options: &FeedOptions) -> Result<Done, IngestError> {
    let mut items = Vec::new();
    let report = super::read(&mut Cursor::new(bytes), options, &mut |item| {
        items.push(item);
        ControlFlow::Continue(())
    })?;
    Ok(Done { items, report })
}

pub(super) fn with(text: &str, options: &FeedOptions) -> Done {
    try_with(text.as_bytes(), options).unwrap()
}

pub(super) fn feed(text: &str) -> Done {
    with(text, &options())
}

/// Title, price and list price, availability of each product.
pub(super) fn told(done: &Done) -> Vec<String> {
    let line = |item: &FeedItem| {
        let snapshot = &item.snapshot;
        let list = snapshot.list_price.map(|price| format!(" was {price}")).unwrap_or_default();
        let stock = snapshot.availability.map(|stock| format!(" {stock:?}")).unwrap_or_default();
        let price = snapshot.price.map(|price| price.to_string()).unwrap_or_else(|| "?".to_owned());
        format!("{}: {price}{list}{stock} ×{}", snapshot.title, snapshot.variants)
    };
    done.items.iter().map(line).collect()
}

const GOOGLE: &str = r#"<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop feed</title>
<item><g:id>1</g:id><title>Blue Jug &amp;amp; Lid</title><link>https://kiln.example/jug?x=1&amp;y=2</link><g:price>15.00 EUR</g:price>
<g:sale_price>12.00</g:sale_price><g:image_link>/jug.jpg</g:image_link><g:availability>in stock</g:availability><g:gtin>4006381333931</g:gtin>
<g:product_type>Home &gt; Jugs</g:product_type><g:shipping><g:price>4.95 EUR</g:price></g:shipping></item>
<item><g:id>2</g:id><title>Broken <g:price>1 EUR</g:price>
<item><g:id>3</g:id><title>Shirt, S</title><g:item_group_id>G</g:item_group_id><g:price>20 EUR</g:price><g:availability>out_of_stock</g:availability><g:color>red</g:color></item>
<item><g:id>4</g:id><title>Shirt, M</title><g:item_group_id>G</g:item_group_id><g:price>25 EUR</g:price><g:sale_price>5 EUR</g:sale_price>
<g:sale_price_effective_date>2020-01-01/2020-02-01</g:sale_price_effective_date><g:availability>in_stock</g:availability></item>
<item><g:id>1</g:id><title>Blue Jug again</title><link>https://kiln.example/jug?x=1&amp;y=2</link><g:price>15.00 EUR</g:price></item>
</channel></rss>"#;

#[test]
fn google_xml_with_variants_a_broken_item_and_a_repeated_one() {
    let done = feed(GOOGLE);
    assert_eq!(told(&done), ["Blue Jug & Lid: 12.00 EUR was 15.00 EUR InStock ×0", "Shirt, S: 25 EUR InStock ×2"]);
    let jug = &done.items[0].snapshot;
    assert_eq!(jug.url.as_ref().unwrap().as_str(), "https://kiln.example/jug?x=1&y=2");
    assert_eq!(jug.images, ["https://kiln.example/jug.jpg"]);
    assert_eq!((jug.gtin.as_deref(), jug.category.as_deref()), (Some("4006381333931"), Some("Home > Jugs")));
    assert_eq!(jug.price_seen_at, Some(options().now));
    assert_eq!(done.items[1].group.as_deref(), Some("G"));
    assert_eq!(done.report.format, FeedFormat::GoogleXml);
    assert_eq!((done.report.rows, done.report.products, done.report.skipped), (5, 2, 2));
    let warnings: Vec<_> = done.report.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "line 5: the record was skipped: it does not end before the next one",
            "line 9: the record was skipped: a record with the same id and link came before",
        ]
    );
}

#[test]
fn packed_feeds_are_unpacked_twice_if_need_be() {
    let gzip = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    };
    let zip = |files: &[(&str, &[u8])]| {
        let mut packer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            packer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            packer.write_all(bytes).unwrap();
        }
        packer.finish().unwrap().into_inner()
    };
    let twin: (&str, &[u8]) = ("__MACOSX/._feed.xml", b"\0\0junk");
    for packed in [
        gzip(GOOGLE.as_bytes()),
        gzip(&gzip(GOOGLE.as_bytes())),
        zip(&[twin, ("readme", b"hello"), ("in/feed.xml", GOOGLE.as_bytes())]),
        zip(&[("feed.xml.gz", &gzip(GOOGLE.as_bytes()))]),
    ] {
        assert_eq!(try_with(&packed, &options()).unwrap().report.products, 2);
        assert_eq!(sniff(&packed).unwrap(), FeedFormat::GoogleXml);
    }
    let cut = gzip(GOOGLE.as_bytes());
    assert_eq!(sniff(&cut[..cut.len() / 2]), Ok(FeedFormat::GoogleXml));
    assert!(matches!(try_with(&zip(&[twin]), &options()), Err(IngestError::Unreadable { .. })));
    assert!(matches!(try_with(b"PK\x03\x04 no zip", &options()), Err(IngestError::Unreadable { .. })));
}

#[test]
fn bombs_and_giants_are_typed_errors() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(b"<rss><item><title>x</title></item>").unwrap();
    for _ in 0..70 {
        packer.write_all(&vec![b' '; 1_000_000]).unwrap();
    }
    let bomb = packer.finish().unwrap();
    assert!(matches!(try_with(&bomb, &options()), Err(IngestError::TooLarge { .. })));
    let small = FeedOptions { limits: Limits { bytes: 500, ..Limits::default() }, ..options() };
    assert!(matches!(try_with(GOOGLE.as_bytes(), &small), Err(IngestError::TooLarge { limit_bytes: 500, .. })));
    for empty in ["", " \n\t", "\u{feff}"] {
        assert!(try_with(empty.as_bytes(), &options()).is_err(), "{empty:?}");
    }
    assert!(matches!(try_with(b"<html><body>Hi</body></html>", &options()), Err(IngestError::Unrecognised { .. })));
    assert!(matches!(try_with(b"a,b\n1,2\n", &options()), Err(IngestError::Unrecognised { .. })));
}

#[test]
fn a_record_past_its_limit_costs_itself_only() {
    let text = GOOGLE.replace("Shirt, S", &format!("<![CDATA[{}]]>", "x".repeat(600_000)));
    let limits = Limits { record_bytes: 100_000, ..Limits::default() };
    let done = with(&text, &FeedOptions { limits, ..options() });
    assert!(done.report.warnings.iter().any(|warning| warning.to_string().contains("too large")));
    assert!(done.items.iter().any(|item| item.snapshot.title == "Blue Jug & Lid"));
    assert!(done.items.iter().any(|item| item.snapshot.title == "Shirt, M"));
}

#[test]
fn a_file_that_breaks_off_keeps_what_came_before() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    packer.write_all(GOOGLE.as_bytes()).unwrap();
    packer.write_all(&vec![b' '; 200_000]).unwrap();
    let mut packed = packer.finish().unwrap();
    packed.truncate(packed.len() - 10_000);
    let done = try_with(&packed, &options()).unwrap();
    assert_eq!(done.report.products, 2);
    assert!(done.report.warnings.iter().any(|warning| warning.to_string().contains("breaks off")));
}

#[test]
fn the_caller_can_stop() {
    let mut taken = 0;
    let report = super::read(&mut Cursor::new(GOOGLE), &options(), &mut |_| {
        taken += 1;
        ControlFlow::Break(())
    });
    assert!(report.unwrap().stopped);
    assert_eq!(taken, 1);
}

#[test]
fn google_text_in_three_delimiters_with_junk_and_ragged_rows() {
    for (delimiter, format) in
        [("\t", FeedFormat::GoogleText), (",", FeedFormat::GoogleText), (";", FeedFormat::GoogleText)]
    {
        let text = "Export of Monday\nid,title,link,image link,price,availability\n\
                    1,Jug,https://kiln.example/1,https://kiln.example/1.jpg,15.00 EUR,in stock\n\
                    2,Bowl,https://kiln.example/2,https://kiln.example/2.jpg,9.00 EUR\n\
                    lonely\n\
                    3,Plate,https://kiln.example/3,https://kiln.example/3.jpg,7.00 EUR,out of stock,extra,cells\n"
            .replace(',', delimiter);
        let done = feed(&text);
        assert_eq!(done.report.format, format);
        assert_eq!(told(&done), ["Jug: 15.00 EUR InStock ×0", "Bowl: 9.00 EUR ×0", "Plate: 7.00 EUR OutOfStock ×0"]);
        assert_eq!((done.report.rows, done.report.skipped), (4, 1));
        assert_eq!(done.report.warnings[0].line, Some(5));
    }
}

#[test]
fn meta_csv_with_a_comment_row() {
    let done = feed(
        "\u{feff}# Required | A unique id,# Required | A title,# Required,# Required,# Optional,# Optional\r\n\
         id,title,price,link,image[0].url,fb_product_category\r\n\
         7,Lamp,\"1,299.00 USD\",https://glow.example/7,https://glow.example/7.png,Home > Lamps\r\n",
    );
    assert_eq!(done.report.format, FeedFormat::MetaCsv);
    assert_eq!(told(&done), ["Lamp: 1299.00 USD ×0"]);
    assert_eq!(done.items[0].snapshot.images, ["https://glow.example/7.png"]);
}

#[test]
fn shopify_csv_folds_variants_and_picture_rows() {
    let text = "Handle,Title,Body (HTML),Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Status\n\
        mug,Mug,\"<p>Two\nlines</p>\",Kiln,Cups,Color,Blue,M-1,12.00,10.00,'4006381333931,https://kiln.example/mug1.jpg,active\n\
        mug,,,,,,Red,M-2,11.00,15.00,,https://kiln.example/mug2.jpg,\n\
        mug,,,,,,,,,,,https://kiln.example/mug3.jpg,\n\
        vase,Vase,,Kiln,,Title,Default Title,V-1,30.00,,,,draft\n";
    let base = Some(Url::parse("https://kiln.example").unwrap());
    let done = with(text, &FeedOptions { currency: Some("EUR".parse().unwrap()), base, ..options() });
    assert_eq!(done.report.format, FeedFormat::ShopifyCsv);
    assert_eq!(told(&done), ["Mug: 11.00 EUR was 15.00 EUR ×2", "Vase: 30.00 EUR ×1"]);
    let mug = &done.items[0].snapshot;
    assert_eq!(mug.images.len(), 3);
    assert_eq!(
        (mug.sku.as_deref(), mug.colour.as_deref(), mug.brand.as_deref()),
        (Some("M-1"), Some("Blue"), Some("Kiln"))
    );
    assert_eq!(mug.gtin.as_deref(), Some("4006381333931"));
    assert_eq!(mug.url.as_ref().unwrap().as_str(), "https://kiln.example/products/mug");
    assert!(!done.items[0].draft && done.items[1].draft);
    assert_eq!(done.report.rows, 4);
}

#[test]
fn shopify_json_of_the_storefront_and_in_cents() {
    let done = feed(
        r#"{"products":[{"id":5,"title":"Boot","handle":"boot","body_html":"","vendor":"Sole","product_type":"Shoes","tags":["a"],
        "variants":[{"id":1,"option1":"38","price":"90.00","compare_at_price":"","available":false,"sku":"B38"},
        {"id":2,"option1":"39","price":"90.00","compare_at_price":"120.00","available":true,"sku":"B39"}],
        "images":[{"src":"https://cdn.example/boot.jpg"}],"options":[{"name":"Size"}]}]}"#,
    );
    assert_eq!(told(&done), ["Boot: 90.00 was 120.00 InStock ×2"]);
    assert_eq!((done.report.format, done.report.rows), (FeedFormat::ShopifyJson, 2));
    let done = feed(
        r#"{"id":5,"title":"Boot","handle":"boot","description":"","vendor":"Sole","price_min":9000,
        "variants":[{"id":1,"price":9000,"available":true}],"images":["//cdn.example/boot.jpg"],"options":["Size"]}"#
            .replace('\n', " ")
            .as_str(),
    );
    assert_eq!(told(&done), ["Boot: 90.00 InStock ×1"]);
    assert_eq!(done.items[0].snapshot.images, ["https://cdn.example/boot.jpg"]);
}

#[test]
fn woo_csv_variations_find_their_parent_by_sku_and_by_id() {
    let text = "ID,Type,SKU,Name,Published,\"In stock?\",\"Sale price\",\"Regular price\",Categories,Images,Parent,\"Attribute 1 name\",\"Attribute 1 value(s)\"\n\
        10,variable,HOOD,Hoodie,1,1,,,\"Clothing > Hoodies, Sale\",\"https://w.example/h1.jpg, https://w.example/h2.jpg\",,Color,\"Blue, Red\"\n\
        20,simple,CAP,Cap,1,0,8,10,Clothing,https://w.example/c.jpg,,,\n\
        11,variation,HOOD-B,Hoodie - Blue,1,1,,45,,,HOOD,Color,Blue\n\
        12,variation,HOOD-R,Hoodie - Red,1,1,40,45,,,id:10,Color,Red\n";
    let done = feed(text);
    assert_eq!(done.report.format, FeedFormat::WooCsv);
    assert_eq!(told(&done), ["Hoodie: 40 was 45 InStock ×2", "Cap: 8 was 10 OutOfStock ×0"]);
    assert_eq!(done.items[0].snapshot.category.as_deref(), Some("Clothing > Hoodies"));
    assert_eq!(done.items[0].snapshot.images.len(), 2);
}

#[test]
fn woo_store_api_counts_in_smallest_units() {
    let done = feed(
        r#"[{"id":1,"name":"Tee &#8211; White","permalink":"https://w.example/tee","sku":"T","prices":{"price":"1800","regular_price":"2000",
        "currency_code":"EUR","currency_minor_unit":2},"images":[{"src":"https://w.example/t.jpg"}],"is_in_stock":true}]"#,
    );
    assert_eq!(done.report.format, FeedFormat::WooJson);
    assert_eq!(told(&done), ["Tee – White: 18.00 EUR was 20.00 EUR InStock ×0"]);
}

#[test]
fn awin_keeps_both_links_and_the_large_picture() {
    let done = feed(
        "aw_deep_link|product_name|aw_product_id|merchant_image_url|search_price|merchant_name|aw_image_url|currency|merchant_deep_link|rrp_price|in_stock\n\
         https://net.example/p?id=1|Scarf|1|https://knit.example/big.jpg|GBP12.00|Knit|https://net.example/small.jpg|GBP|https://knit.example/scarf|15.00|1\n",
    );
    assert_eq!(done.report.format, FeedFormat::Awin);
    assert_eq!(told(&done), ["Scarf: 12.00 GBP was 15.00 GBP InStock ×0"]);
    let scarf = &done.items[0];
    assert_eq!(scarf.snapshot.url.as_ref().unwrap().as_str(), "https://knit.example/scarf");
    assert_eq!(scarf.affiliate_url.as_deref(), Some("https://net.example/p?id=1"));
    assert_eq!(scarf.snapshot.images, ["https://knit.example/big.jpg"]);
    assert_eq!(scarf.snapshot.merchant.as_deref(), Some("Knit"));
}

#[test]
fn rakuten_has_no_header() {
    let row = "1|Boots|SKU1|Shoes|Women~~Boots|https://net.example/c|https://sole.example/b.jpg||short|long|||59.00|80.00|||Sole|||P1||||4006381333931|||||USD|";
    let done = feed(&format!("HDR|123|Sole|2026-11-22\n{row}\nTRL|1\n"));
    assert_eq!(done.report.format, FeedFormat::Rakuten);
    assert_eq!(told(&done), ["Boots: 59.00 USD was 80.00 USD ×0"]);
}

#[test]
fn danish_russian_and_nested_xml() {
    let danish = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><produkter><produkt><forhandler>Ler</forhandler><produktnavn>Bl\u{e5} krukke</produktnavn>\
        <produktid>1</produktid><nypris>45,00</nypris><glpris>0.00</glpris><lagerantal>50+</lagerantal><vareurl>https://ler.example/1</vareurl></produkt></produkter>";
    let bytes: Vec<u8> = danish.chars().map(|c| c as u8).collect();
    let done = try_with(&bytes, &options()).unwrap();
    assert_eq!(done.report.format, FeedFormat::PartnerAds);
    assert_eq!(told(&done), ["Blå krukke: 45.00 DKK InStock ×0"]);

    let done = feed(
        "<yml_catalog><shop><name>Дом</name><categories><category id=\"1\">Дом</category><category id=\"2\" parentId=\"1\">Чашки</category></categories>\
         <offers><offer id=\"9\" available=\"true\"><typePrefix>Чашка</typePrefix><vendor>Kiln</vendor><model>M1</model><price>1990</price><oldprice>2490</oldprice>\
         <currencyId>RUR</currencyId><categoryId>2</categoryId><picture>https://d.example/1.jpg</picture><picture>https://d.example/2.jpg</picture>\
         <param name=\"Цвет\">синий</param></offer></offers></shop></yml_catalog>",
    );
    assert_eq!(told(&done), ["Чашка Kiln M1: 1990 RUB was 2490 RUB InStock ×0"]);
    let cup = &done.items[0].snapshot;
    assert_eq!((cup.category.as_deref(), cup.colour.as_deref()), (Some("Дом > Чашки"), Some("синий")));
    assert_eq!((cup.images.len(), cup.merchant.as_deref()), (2, Some("Дом")));

    let done = feed(
        "<products><product><name>\n Chair &nbsp;</name><productUrl>https://net.example/1</productUrl><imageUrl>https://c.example/1.jpg</imageUrl>\
         <price>99.00</price><currency>SEK</currency><TDProductId>1</TDProductId><previousPrice>120.00</previousPrice><availability>Now</availability></product></products>",
    );
    assert_eq!(done.report.format, FeedFormat::Tradedoubler);
    assert_eq!(told(&done), ["Chair: 99.00 SEK was 120.00 SEK InStock ×0"]);
}

#[test]
fn shop_exports_with_habits_of_their_own() {
    let wix = "handleId,fieldType,name,productImageUrl,sku,price,visible,discountMode,discountValue,inventory\n\
               p1,Product,Poster,a~mv2.jpg;b~mv2.jpg,P,20,true,PERCENT,25,InStock\n\
               p1,Variant,,,P-L,,,,,\n";
    let done = feed(wix);
    assert_eq!(done.report.format, FeedFormat::Wix);
    assert_eq!(told(&done), ["Poster: 15 was 20 InStock ×1"]);
    assert_eq!(done.items[0].snapshot.images[0], "https://static.wixstatic.com/media/a~mv2.jpg");

    let vendure = "name   ,slug   ,assets   ,optionGroups ,optionValues ,sku ,price ,variantAssets\n\
                   Lens   ,lens   ,l.jpg    ,mount        ,EF           ,L1  ,104.00,\n\
                          ,       ,         ,             ,RF           ,L2  ,99.00 ,\n\
                   Tripod ,tripod ,t.jpg    ,             ,             ,T1  ,14.98 ,\n";
    let done = feed(vendure);
    assert_eq!(done.report.format, FeedFormat::Vendure);
    assert_eq!(told(&done), ["Lens: 99.00 ×2", "Tripod: 14.98 ×1"]);

    let magento = "sku,store_view_code,attribute_set_code,product_type,name,price,special_price,url_key,base_image,is_in_stock,categories,configurable_variations\n\
                   T-S,,Top,simple,Top S,30,,top-s,/s.jpg,1,Default Category/Women/Tops,\n\
                   T-M,,Top,simple,Top M,30,24,top-m,/m.jpg,1,Default Category/Women/Tops,\n\
                   T,,Top,configurable,Top,,,top,/t.jpg,1,\"Default Category/Women/Tops,Default Category/Sale\",\"sku=T-S,size=S|sku=T-M,size=M\"\n";
    let done = feed(magento);
    assert_eq!(done.report.format, FeedFormat::Magento);
    assert_eq!(told(&done), ["Top: 24 was 30 InStock ×2"]);
    assert_eq!(done.items[0].snapshot.category.as_deref(), Some("Women > Tops"));

    let etsy = "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,MATERIALS,IMAGE1,IMAGE2,SKU\n\
                Ring,\"silver,\n\nhandmade\",55.00,EUR,3,\"a,b\",silver,https://e.example/1.jpg,https://e.example/2.jpg,R\n";
    let done = feed(etsy);
    assert_eq!((done.report.format, done.items[0].snapshot.images.len()), (FeedFormat::Etsy, 2));
    assert_eq!(told(&done), ["Ring: 55.00 EUR InStock ×0"]);
}

#[test]
fn a_mapping_of_the_persons_own_is_followed() {
    let text = "A,B,C\nx,Jug,12\ny,Bowl,9\n";
    let mut mapping = ColumnMapping { header: ["A", "B", "C"].map(str::to_owned).to_vec(), ..ColumnMapping::default() };
    mapping.fields.insert(Field::Title, vec![1]);
    mapping.fields.insert(Field::Price, vec![2]);
    mapping.fields.insert(Field::Sku, vec![0, 99]);
    let done = with(text, &FeedOptions { mapping: Some(mapping), ..options() });
    assert_eq!(told(&done), ["Jug: 12 ×0", "Bowl: 9 ×0"]);
    assert_eq!(done.items[1].snapshot.sku.as_deref(), Some("y"));
}

#[test]
fn a_table_without_known_names_can_be_looked_at_and_mapped_by_hand() {
    let text = "A;B;C\nx;Jug;12\ny;Bowl;9\n";
    assert!(matches!(try_with(text.as_bytes(), &options()), Err(IngestError::Unrecognised { .. })));
    let seen = preview(&mut Cursor::new(text), &options()).unwrap();
    assert_eq!((seen.format, seen.mapping.is_usable()), (FeedFormat::Table, false));
    assert_eq!(seen.rows, [["x", "Jug", "12"], ["y", "Bowl", "9"]]);
    let mut mapping = seen.mapping;
    mapping.fields.insert(Field::Title, vec![1]);
    assert_eq!(with(text, &FeedOptions { mapping: Some(mapping), ..options() }).report.products, 2);
    assert!(preview(&mut Cursor::new(GOOGLE), &options()).is_err());
}

#[test]
fn variants_that_stand_apart_meet_within_the_window() {
    let rows: String =
        (0..8).map(|n| format!("{n},Thing {},{},10 EUR,https://t.example/{n},\n", n % 4, n % 4)).collect();
    let text = format!("id,title,item_group_id,price,link,image_link\n{rows}");
    assert_eq!(feed(&text).report.products, 4);
    let narrow = FeedOptions { limits: Limits { window_groups: 2, ..Limits::default() }, ..options() };
    let done = with(&text, &narrow);
    // Things 0 and 1 were handed over before their second variants came.
    assert_eq!((done.report.products, done.report.skipped), (4, 2));
}

#[test]
fn hostile_values_do_no_harm() {
    let done = feed(
        "id,title,price,link,image_link\n\
         1,<script>alert(1)</script>,5 EUR,javascript:alert(1),data:text/html;base64,x\n\
         2,,5 EUR,https://t.example/2,\n\
         3,Negative,-5 EUR,https://t.example/3,https://t.example/a b.jpg\n",
    );
    assert_eq!(told(&done), ["<script>alert(1)</script>: 5 EUR ×0", "Negative: ? ×0"]);
    let script = &done.items[0].snapshot;
    assert!(script.url.is_none() && script.images.iter().all(|image| !image.starts_with("data:")));
    assert_eq!(done.items[1].snapshot.images, ["https://t.example/a%20b.jpg"]);
    assert_eq!(done.report.skipped, 1);
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(
        start in "(<rss><item>|id,title,price\n|\\[\\{\"title\":|HDR\\||\u{1f}|PK|)",
        bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)
    ) {
        let all = [start.as_bytes(), &bytes].concat();
        let _ = (try_with(&all, &options()), sniff(&all));
    }
}
