//! What a column or an element can mean, and the names that feeds give it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::format::FeedFormat;

/// The meaning of a column of a table, an element of XML or a member of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The record's own name in the feed.
    Id,
    /// Shared by all variants of one product.
    Group,
    /// Name.
    Title,
    /// Maker.
    Brand,
    /// The shop's name.
    Merchant,
    /// Where it can be bought.
    Link,
    /// The same through an affiliate network.
    AffiliateLink,
    /// Addresses of pictures, the best one first.
    Image,
    /// Addresses of further pictures.
    MoreImages,
    /// What it costs when there is no sale.
    Price,
    /// What it costs during a sale.
    SalePrice,
    /// The struck-out price.
    ListPrice,
    /// When the sale price holds.
    SaleDates,
    /// When the sale price begins to hold.
    SaleFrom,
    /// When it ends.
    SaleTo,
    /// Currency of the prices.
    Currency,
    /// Whether the shop has it: a word, a flag or a number of pieces.
    Availability,
    /// GTIN, EAN, UPC, ISBN.
    Gtin,
    /// The shop's number.
    Sku,
    /// The maker's number.
    Mpn,
    /// A path of categories.
    Category,
    /// A number that the feed's own table of categories explains.
    CategoryId,
    /// Colour.
    Colour,
    /// Draft, archived and the like.
    Status,
    /// Whether the record is a product or a variant of one.
    Kind,
    /// The product that a variant belongs to.
    Parent,
    /// The variants that belong to a product.
    Children,
    /// Last part of the address in the shop.
    Handle,
    /// Name of the first, second or third choice that variants offer.
    Option1Name,
    #[expect(missing_docs, reason = "as above")]
    Option2Name,
    #[expect(missing_docs, reason = "as above")]
    Option3Name,
    /// The variant's answer to it.
    Option1Value,
    #[expect(missing_docs, reason = "as above")]
    Option2Value,
    #[expect(missing_docs, reason = "as above")]
    Option3Value,
    /// Kind and size of a discount on the price (percent or amount).
    DiscountMode,
    #[expect(missing_docs, reason = "as above")]
    DiscountValue,
    /// First part of a name that is given in parts, before the maker.
    TypePrefix,
    /// Last part of such a name.
    Model,
}

impl Field {
    /// All of them, in the order of the column picker.
    pub const ALL: [Self; 38] = [
        Self::Id,
        Self::Group,
        Self::Title,
        Self::Brand,
        Self::Merchant,
        Self::Link,
        Self::AffiliateLink,
        Self::Image,
        Self::MoreImages,
        Self::Price,
        Self::SalePrice,
        Self::ListPrice,
        Self::SaleDates,
        Self::SaleFrom,
        Self::SaleTo,
        Self::Currency,
        Self::Availability,
        Self::Gtin,
        Self::Sku,
        Self::Mpn,
        Self::Category,
        Self::CategoryId,
        Self::Colour,
        Self::Status,
        Self::Kind,
        Self::Parent,
        Self::Children,
        Self::Handle,
        Self::Option1Name,
        Self::Option2Name,
        Self::Option3Name,
        Self::Option1Value,
        Self::Option2Value,
        Self::Option3Value,
        Self::DiscountMode,
        Self::DiscountValue,
        Self::TypePrefix,
        Self::Model,
    ];

    /// Its name on the command line and in saved mappings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Group => "group",
            Self::Title => "title",
            Self::Brand => "brand",
            Self::Merchant => "merchant",
            Self::Link => "link",
            Self::AffiliateLink => "affiliate_link",
            Self::Image => "image",
            Self::MoreImages => "more_images",
            Self::Price => "price",
            Self::SalePrice => "sale_price",
            Self::ListPrice => "list_price",
            Self::SaleDates => "sale_dates",
            Self::SaleFrom => "sale_from",
            Self::SaleTo => "sale_to",
            Self::Currency => "currency",
            Self::Availability => "availability",
            Self::Gtin => "gtin",
            Self::Sku => "sku",
            Self::Mpn => "mpn",
            Self::Category => "category",
            Self::CategoryId => "category_id",
            Self::Colour => "colour",
            Self::Status => "status",
            Self::Kind => "kind",
            Self::Parent => "parent",
            Self::Children => "children",
            Self::Handle => "handle",
            Self::Option1Name => "option1_name",
            Self::Option2Name => "option2_name",
            Self::Option3Name => "option3_name",
            Self::Option1Value => "option1_value",
            Self::Option2Value => "option2_value",
            Self::Option3Value => "option3_value",
            Self::DiscountMode => "discount_mode",
            Self::DiscountValue => "discount_value",
            Self::TypePrefix => "type_prefix",
            Self::Model => "model",
        }
    }

    /// Whether values of several columns add up instead of standing in for each other.
    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::Image | Self::MoreImages)
    }
}

/// A name as it is compared: letters and digits in lower case. `g:` and other prefixes are gone before.
pub fn normalise(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Known names; of several for one field, the one that stands first here is believed first.
#[rustfmt::skip]
const ALIASES: &[(Field, &[&str])] = &[
    (Field::Id, &["id", "gid", "productid", "offerid", "itemid", "awproductid", "tdproductid", "produktid", "uniqueid",
        "identifier", "variantid", "listingid", "pid", "ident", "artikelnummer", "idproduit", "codeproduit",
        "itemcode", "feedid", "productnumber", "nummer", "produktnummer", "productidentifier"]),
    (Field::Group, &["itemgroupid", "groupid", "handleid", "parentproductid", "parentid", "productgroupid", "parentsku",
        "parentpid", "ptitemgroupid", "modelid", "variantgroup",
        "itemgroup", "parentproduct", "mastersku", "masterid", "styleid", "stylecode", "modelcode", "parentcode"]),
    (Field::Title, &["title", "name", "productname", "producttitle", "produktnavn", "itemname", "itemtitle", "offername",
        "productlabel", "titre", "nom", "nomduproduit", "titel", "bezeichnung", "produktname", "artikelname", "produkttitel",
        "titulo", "título", "nombre", "titolo", "nome", "nomeprodotto", "naam", "productnaam", "namn", "produktnamn", "navn",
        "nimi", "nazwa", "názov", "název", "nazev", "название", "наименование", "nev", "denumire", "ad", "ürünadı", "名称", "商品名",
        "bezeichnung1", "designation", "désignation", "libelle", "libellé",
        "articlename", "shortname", "productheading", "bezeichnunglang", "artikelbezeichnung", "produktbezeichnung", "nomproduit", "nomdelarticle", "nombredelproducto", "nombreproducto", "titelprodukt", "benennung", "varenavn", "artikelbenämning", "produktbenämning", "tuotenimi", "nazwaproduktu", "názevproduktu", "tytuł", "tytul", "наименованиетовара"]),
    (Field::Brand, &["brand", "brandname", "manufacturer", "manufacturername", "vendor", "maker", "marque", "marke", "hersteller",
        "fabricant", "marca", "merk", "märke", "varumärke", "tillverkare", "mærke", "merke", "producent", "značka", "výrobce",
        "fabrikat", "бренд", "производитель", "designer", "label",
        "manufacturerbrand", "manufacturersname", "brandtitle", "fabrikant", "fabricante", "produttore", "marcă", "marka", "výrobceznačka", "tuotemerkki", "manufacturerbrandname"]),
    (Field::Merchant, &["merchantname", "merchant", "programname", "advertisername", "shopname", "storename", "seller", "sellername",
        "forhandler", "retailer", "advertiser",
        "shop", "merchanttitle", "boutique", "winkel", "tienda", "negozio"]),
    (Field::Link, &["merchantdeeplink", "advertiserproducturl", "link", "sourceproducturl", "producturl", "url", "productlink", "vareurl", "permalink",
        "deeplink", "buyurl", "purl", "productpageurl", "itemurl", "offerurl", "landingpage", "destinationurl", "clickurl",
        "linkurl", "externalurl", "canonicallink", "mobilelink", "lien", "lienproduit", "urlproduit", "enlace", "produktlink", "produkturl",
        "canonicalurl", "shopurl", "webaddress", "address", "ссылка", "href",
        "productdeeplink", "offerlink", "producturi", "productwebsite", "urlproducto", "urlprodotto", "urldelproduit", "urlduproduit", "adresseproduit", "produktadresse", "link1", "productpage", "productlinkurl", "webshopurl", "zielurl", "adlink"]),
    (Field::AffiliateLink, &["awdeeplink", "affiliatelink", "affiliateurl", "trackinglink", "trackingurl",
        "deeplinkurl", "clicklink", "partnerlink", "affiliatedeeplink", "trackingdeeplink", "awtrack"]),
    (Field::Image, &["imagelink", "image", "imageurl", "merchantimageurl", "largeimage", "largeimageurl", "imagesrc", "productimage",
        "productimageurl", "productthumbnail", "billedurl", "bigimage", "image0url", "imgurl", "baseimage", "picture", "pictureurl", "mainimage", "mainimageurl",
        "imagelarge", "image1src", "image1", "images", "productimage1", "photo", "photourl", "imgsrc", "img", "featuredimage", "primaryimage", "awimageurl",
        "bild", "bildurl", "bildlink", "bilder", "urlimage", "lienimage", "imagen", "imagenes", "imágenes", "immagine", "immagini", "afbeelding", "afbeeldingen",
        "billede", "billeder", "billedlink", "kuva", "obrázek", "imgurllarge", "obrazek", "zdjęcie", "изображение", "изображения", "assets", "imagelinks", "media",
        "imagebig", "imagebigurl", "bigimageurl", "imgurl1", "imageurl1", "urlimage1", "urldelimage", "urlimagen", "urlimmagine", "imageurllarge", "largepicture", "picture1", "pictureurl1", "photo1", "imagefull", "fullimage", "highresimage", "zdjecie", "obraz", "billedeurl", "bilderlänk", "bildlänk", "kuvanurl", "artikelbild", "produktbild", "bild1", "ссылканакартинку", "картинка", "imagepath", "imagefile", "itemimage", "imagemain"]),
    (Field::MoreImages, &["additionalimagelink", "additionalimagelinks", "alternateimage", "alternateimages", "additionalimages", "additionalimageurl", "variantimage", "variantimageurl",
        "alternateimagetwo", "alternateimagethree", "alternateimagefour", "image1url", "image2url", "image3url", "image4url", "image2src", "image3src", "image4src",
        "image2", "image3", "image4", "image5", "image6", "image7", "image8", "image9", "image10", "productimage2", "productimage3", "productimage4",
        "imageurl2", "imageurl3", "imageurl4", "imageurl5", "extraimages", "galleryimages", "imgurlalternative", "moreimages",
        "image3link", "image4link", "image2link", "imagelink2", "imagelink3", "imagelink4", "picture2", "picture3", "picture4", "bild2", "bild3", "bild4", "photo2", "photo3", "urlimage2", "urlimage3", "weiterebilder", "additionalimage", "additionalimagesurl", "otherimages", "imagesadditional", "alternativeimage", "alternativeimages", "lifestyleimagelink", "image5url"]),
    (Field::Price, &["searchprice", "price", "variantprice", "regularprice", "currentprice", "productprice", "nypris", "storeprice", "displayprice",
        "priceamount", "pricevat", "unitprice", "prix", "prixttc", "preis", "preisbrutto", "bruttopreis", "precio", "prezzo", "prijs", "pris", "cena", "cenazdph", "preço", "preco",
        "hinta", "fiyat", "цена", "価格", "tarifrégulier", "tarifregulier", "regulärerpreis", "regularerpreis", "precionormal", "prezzodilistino",
        "normaleprijs", "reguliereprijs", "ordinariepris", "baseprice", "amount", "priceincvat", "priceinclvat",
        "productprice1", "priceincltax", "priceinctax", "pricewithtax", "pricegross", "grossprice", "verkaufspreis", "verkaufspreisbrutto", "endpreis", "bruttoverkaufspreis", "vkpreis", "prixdevente", "prixttcproduit", "prixtc", "precioiva", "precioconiva", "precioventa", "prezzoivainclusa", "prezzovendita", "prijsinclbtw", "verkoopprijs", "salgspris", "cenabrutto", "sellingprice", "buynow", "nowprice", "itemprice", "finalprice", "yourprice", "onlineprice", "prisinklmoms", "arvonlisäverollinenhinta"]),
    (Field::SalePrice, &["saleprice", "specialprice", "discountedprice", "offerprice", "promoprice", "promotionalprice", "discountprice", "prixpromo", "tarifpromo",
        "tarifpromotionnel", "prixsolde", "angebotspreis", "aktionspreis", "sonderpreis", "preciorebajado", "prezzoinofferta", "actieprijs", "tilbudspris", "reapris", "kampanjpris",
        "sale", "promoprijs", "precioderebaja", "preciooferta", "preciorebajada", "cenapromocyjna", "akcnicena", "akčnícena", "offertaprezzo", "prixreduit", "prixréduit", "reducedprice", "rebateprice"]),
    (Field::ListPrice, &["rrpprice", "rrp", "msrp", "retailprice", "listprice", "compareatprice", "compareprice", "variantcompareatprice", "productpriceold", "oldprice",
        "previousprice", "priceold", "wasprice", "originalprice", "glpris", "førpris", "tidigarepris", "strikeprice", "fromprice", "manufacturersprice", "recommendedretailprice",
        "uvp", "streichpreis", "altpreis", "alterpreis", "prixbarré", "prixbarre", "ancienprix", "prixconseille", "precioanterior", "prezzovecchio", "adviesprijs", "vanprijs", "стараяцена", "oldpriceamount",
        "rrpinctax", "wasprijs", "fullprice", "fullmerchantprice", "normalprice", "ordinaryprice", "ordinarieprispreviouspris", "catalogprice", "suggestedretailprice", "msrpprice", "pvpr", "prixpublic", "prixpublicconseillé", "prixbarrettc", "listino", "catalogusprijs", "vejledendepris", "førprisinkl", "cenakatalogowa", "cenaprzekreślona", "běžnácena", "beznacena", "uvppreis", "unverbindlichepreisempfehlung", "crossedprice", "strikethroughprice", "pricebeforediscount", "regularpricebeforediscount"]),
    (Field::SaleDates, &["salepriceeffectivedate", "salepricedates", "specialpricedates"]),
    (Field::SaleFrom, &["salepricestartdate", "salepricestarts", "datesalepricestarts", "specialpricefromdate", "specialpricefrom", "dateonsalefrom", "salestart", "salestartdate",
        "begindate", "datumandemangebotspreisbeginnt", "datededébutdepromo", "datumbeginactieprijs", "datededebutdepromo"]),
    (Field::SaleTo, &["salepriceenddate", "salepriceends", "datesalepriceends", "specialpricetodate", "specialpriceto", "dateonsaleto", "saleend", "saleenddate", "enddate",
        "datumandemangebotspreisendet", "datedefindepromo", "datumeindeactieprijs"]),
    (Field::Currency, &["currency", "currencycode", "currencyid", "pricecurrency", "currencyiso", "devise", "währung", "waehrung", "moneda", "valuta", "valuuta",
        "currencysymbol", "pricecurrencycode", "valutakod", "valutakode", "mena", "waluta", "para", "валюта", "munt", "divisa"]),
    (Field::Availability, &["availability", "instock", "stockstatus", "available", "isinstock", "stockavailability", "lagerstatus", "lagerantal", "availabilitystatus", "stock", "stockquantity",
        "disponibilité", "disponibilite", "disponibilidad", "disponibilità", "disponibilita", "verfügbarkeit", "verfuegbarkeit", "beschikbaarheid", "tilgængelighed", "tillgänglighet",
        "vorrätig", "enstock", "dostupnost", "voorraad", "pålager",
        "onstock", "availabilityinstock", "stockavailable", "instocknow", "lagerbestand", "bestand", "lager", "stocklevel", "stockqty", "quantityinstock", "qtyinstock", "inventoryquantity", "instore", "existencias", "opvoorraad", "ilager", "finnsilager", "varastossa", "dostepnosc", "dostępność", "skladem", "наличие", "lieferbarkeit", "productavailability", "stockstate"]),
    (Field::Gtin, &["gtin", "ean", "productgtin", "gtin13", "gtin14", "gtin12", "gtin8", "ean13", "eancode", "barcode", "variantbarcode", "upc", "isbn", "globaluniqueid", "upccode", "variantean", "variantupc", "eannumber",
        "codebarre", "codeean", "strichcode", "gtinupceanorisbn",
        "europeanarticlenumber", "eanupc", "gtinean", "upcean", "ean8", "isbn13", "isbn10", "eangtin", "gtincode", "codeean13", "codigoean", "códigoean", "codiceean", "barcodeean", "eankod", "kodean", "eankod13", "штрихкод", "gtineanupc", "ean1"]),
    (Field::Sku, &["merchantproductid", "sku", "variantsku", "productsku", "skunumber", "merchantsku", "articlenumber", "articleno", "artnr", "artikelnr", "itemnumber", "itemno", "référence", "reference", "ref", "ugs", "artikelcode",
        "sourceproductid", "productcode", "varenummer",
        "merchantproductnumber", "suppliersku", "itemsku", "skucode", "stockcode", "artikelnummerhändler", "referencia", "referencja", "codice", "codicearticolo", "codigo", "código", "artnumber", "artno", "shopsku", "internalsku", "cod"]),
    (Field::Mpn, &["mpn", "googleshoppingmpn", "partnumber", "manufacturerpartnumber", "manufacturersku", "manufacturerno", "modelnumber", "herstellernummer", "vendorcode",
        "manufacturersproductnumber", "manufacturerpartno", "manufacturercode", "mpnnumber", "manufacturerid1", "partno", "herstellerartikelnummer", "herstellernr", "mfrpartnumber", "mfgpartnumber", "mfpartno", "codefabricant", "fabrikantcode", "manufacturersnumber"]),
    (Field::Category, &["producttype", "category", "categorypath", "merchantcategory", "merchantcategoryname", "merchantproductcategorypath", "categories", "categoryname", "productcategory", "categorie", "catégorie", "catégories", "categoria", "categoría", "categorías",
        "kategorie", "kategorien", "kategori", "kategorinavn", "category1", "primarycategory", "advertisercategory", "categorytext", "tdcategoryname", "googleproductcategory", "fbproductcategory", "productcategoryname", "desiredcategory",
        "googlecategory", "googleshoppinggoogleproductcategory", "collection", "facets", "taxonomy", "категория", "rubrique",
        "categorypath1", "productcategories", "fullcategory", "fullcategorypath", "merchantcategorypath", "categorytree", "breadcrumb", "breadcrumbs", "shopcategory", "warengruppe", "produktkategorie", "kategoriepfad", "categoriemarchand", "categorieën", "categorieen", "kategoria", "kategorier", "kategoriat", "rubriek", "productgroup", "produktgruppe", "producttypes", "subcategory", "categorylevel1", "webshopcategory", "mcategory"]),
    (Field::CategoryId, &["categoryid"]),
    (Field::Colour, &["color", "colour", "colourname", "colorname", "couleur", "farbe", "colore", "kleur", "färg", "farve", "farge", "väri", "kolor", "barva", "cor", "цвет", "fashioncolour", "primarycolor",
        "farbname", "hauptfarbe", "kleuren", "colors", "colours", "maincolor", "maincolour", "coloration", "coloris", "färgnamn", "farvenavn"]),
    (Field::Status, &["status", "productstatus", "published", "visible", "visibility", "publishedononlinestore"]),
    (Field::Handle, &["handle", "producthandle", "slug", "urlkey", "urlhandle"]),
    (Field::Option1Name, &["option1name", "variantoption1name", "productoptionname1", "attribute1name", "variation1name", "variation1type", "attribut1name", "nomdelattribut1", "nombredelatributo1", "nomedellattributo1", "naameigenschap1"]),
    (Field::Option2Name, &["option2name", "variantoption2name", "productoptionname2", "attribute2name", "variation2name", "variation2type"]),
    (Field::Option3Name, &["option3name", "variantoption3name", "productoptionname3", "attribute3name"]),
    (Field::Option1Value, &["option1value", "variantoption1value", "productoptiondescription1", "attribute1values", "variation1values", "attribut1werte", "valeursdelattribut1", "valoresdelatributo1", "valoredellattributo1", "waardeneigenschap1"]),
    (Field::Option2Value, &["option2value", "variantoption2value", "productoptiondescription2", "attribute2values", "variation2values"]),
    (Field::Option3Value, &["option3value", "variantoption3value", "productoptiondescription3", "attribute3values"]),
];

/// Names that mean something else in one format, or something only there; `None` means nothing.
#[rustfmt::skip]
fn special(format: FeedFormat) -> &'static [(&'static str, Option<Field>)] {
    use FeedFormat as F;
    match format {
        F::ShopifyCsv => &[
            ("variantinventoryqty", None), ("inventoryquantity", None),
            ("handle", Some(Field::Group)), ("urlhandle", Some(Field::Group)), ("productcategory", None), ("type", Some(Field::Category)),
            ("collection", None), ("image", None),
        ],
        F::WooCsv => &[
            ("type", Some(Field::Kind)), ("parent", Some(Field::Parent)), ("externalurl", Some(Field::AffiliateLink)),
            ("instock", Some(Field::Availability)), ("stock", None), ("visibility", None), ("visibilityincatalog", None),
            ("übergeordnet", Some(Field::Parent)), ("übergeordnetesprodukt", Some(Field::Parent)), ("superior", Some(Field::Parent)), ("typ", Some(Field::Kind)), ("tipo", Some(Field::Kind)),
            ("vorrätig", Some(Field::Availability)), ("artikelnummer", Some(Field::Sku)), ("quantity", None), ("bestand", None), ("voorraad", None), ("inventario", None),
            ("genitore", Some(Field::Parent)), ("hoofd", Some(Field::Parent)), ("urlexterna", Some(Field::AffiliateLink)), ("urlexterne", Some(Field::AffiliateLink)),
            ("urlesterno", Some(Field::AffiliateLink)), ("externeurl", Some(Field::AffiliateLink)), ("productcategories", None), ("brands", Some(Field::Brand)),
            ("reference", None), ("shop", None), ("sale", None), ("store", None),
        ],
        F::Medusa => &[
            ("productid", Some(Field::Group)), ("variantid", Some(Field::Id)), ("variantbarcode", Some(Field::Gtin)),
            ("productcollectionid", None), ("producttypeid", None), ("productthumbnail", Some(Field::Image)),
        ],
        F::Spree => &[("slug", Some(Field::Group)), ("category1", Some(Field::Category)), ("producttype", None), ("stock", None)],
        F::Vendure => &[
            ("slug", Some(Field::Group)), ("variantassets", Some(Field::MoreImages)), ("trackinventory", None),
            ("stockonhand", None), ("enabled", Some(Field::Status)),
        ],
        F::Wix => &[
            ("handleid", Some(Field::Group)), ("fieldtype", Some(Field::Kind)), ("discountmode", Some(Field::DiscountMode)),
            ("discountvalue", Some(Field::DiscountValue)), ("inventory", Some(Field::Availability)),
        ],
        F::Magento => &[
            ("producttype", Some(Field::Kind)), ("parentsku", Some(Field::Group)), ("configurablevariations", Some(Field::Children)), ("qty", None), ("visibility", None),
            ("productonline", Some(Field::Status)), ("urlkey", Some(Field::Handle)), ("specialprice", Some(Field::SalePrice)),
        ],
        F::Etsy => &[
            ("quantity", Some(Field::Availability)), ("variation1values", None), ("variation2values", None),
        ],
        F::TradeTracker => &[("productid", Some(Field::Id)), ("fromprice", Some(Field::ListPrice))],
        F::Webgains => &[("deeplink", Some(Field::AffiliateLink)), ("programid", None), ("instore", None)],
        F::Awin => &[
            ("categoryname", Some(Field::Category)), ("stockquantity", None), ("baseprice", None), ("fashionsuitablefor", None),
        ],
        F::Cj => &[("manufacturerid", None), ("price", Some(Field::Price)), ("retailprice", Some(Field::ListPrice))],
        F::Tradedoubler => &[("producturl", Some(Field::AffiliateLink))],
        F::Yml => &[
            ("vendor", Some(Field::Brand)), ("model", Some(Field::Model)), ("typeprefix", Some(Field::TypePrefix)),
            ("groupid", Some(Field::Group)), ("store", None), ("vendorcode", Some(Field::Mpn)),
        ],
        F::Kelkoo => &[("landingpageurl", Some(Field::Link)), ("deliverycost", None)],
        _ => &[],
    }
}

/// From normalised names to fields, for one format. The number says which name is believed first.
pub(super) struct Aliases(HashMap<&'static str, (Field, u8)>);

impl Aliases {
    pub(super) fn new(format: FeedFormat) -> Self {
        let mut names = HashMap::new();
        for (field, aliases) in ALIASES {
            for (rank, &alias) in aliases.iter().enumerate() {
                names.entry(alias).or_insert((*field, u8::try_from(rank + 1).unwrap_or(u8::MAX)));
            }
        }
        for &(name, field) in special(format) {
            match field {
                Some(field) => names.insert(name, (field, 0)),
                None => names.remove(name),
            };
        }
        Self(names)
    }

    /// The field behind a name as it stands in the feed, and how soon it is believed (0 first).
    pub(super) fn field(&self, name: &str) -> Option<(Field, u8)> {
        let normalised = normalise(name);
        let tail = |prefix: &str| self.0.get(normalised.strip_prefix(prefix)?).copied();
        self.0.get(normalised.as_str()).copied().or_else(|| tail("param")).or_else(|| tail("fashion"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_normalised_and_unique() {
        let mut seen = HashMap::new();
        for (field, aliases) in ALIASES {
            for alias in *aliases {
                if let Some(before) = seen.insert(*alias, field) {
                    panic!("{alias} means {before:?} and {field:?}");
                }
                assert_eq!(normalise(alias), *alias);
            }
        }
        assert_eq!(Field::ALL.len(), Field::ALL.iter().collect::<std::collections::BTreeSet<_>>().len());
    }

    #[test]
    fn names_are_found_however_they_are_spelt() {
        let plain = Aliases::new(FeedFormat::Table);
        for name in ["image_link", "Image Link", "IMAGE-LINK", "imageLink"] {
            assert_eq!(plain.field(name).unwrap().0, Field::Image, "{name}");
        }
        assert_eq!(plain.field("Variant Compare At Price").unwrap().0, Field::ListPrice);
        assert_eq!(Aliases::new(FeedFormat::ShopifyCsv).field("Handle").unwrap().0, Field::Group);
        assert!(plain.field("shipping").is_none());
    }
}
