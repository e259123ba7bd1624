//! The icons in use, by what they show. Code points of `assets/icons/phosphor.ttf` (Phosphor, MIT); the whole
//! table is `assets/icons/icons.tsv`.

/// `align-bottom`
pub const ALIGN_BOTTOM: &str = "\u{e506}";
/// `align-center-horizontal`
pub const ALIGN_CENTER_HORIZONTAL: &str = "\u{e50a}";
/// `align-center-vertical`
pub const ALIGN_CENTER_VERTICAL: &str = "\u{e50c}";
/// `align-left`
pub const ALIGN_LEFT: &str = "\u{e50e}";
/// `align-right`
pub const ALIGN_RIGHT: &str = "\u{e510}";
/// `align-top`
pub const ALIGN_TOP: &str = "\u{e512}";
/// `archive`
pub const ARCHIVE: &str = "\u{e00c}";
/// `arrow-clockwise`
pub const ARROW_CLOCKWISE: &str = "\u{e036}";
/// `arrow-counter-clockwise`
pub const ARROW_COUNTER_CLOCKWISE: &str = "\u{e038}";
/// `arrow-down`
pub const ARROW_DOWN: &str = "\u{e03e}";
/// `arrow-left`
pub const ARROW_LEFT: &str = "\u{e058}";
/// `arrow-line-down`
pub const ARROW_LINE_DOWN: &str = "\u{e05c}";
/// `arrow-line-up`
pub const ARROW_LINE_UP: &str = "\u{e066}";
/// `arrow-square-out`
pub const ARROW_SQUARE_OUT: &str = "\u{e5de}";
/// `arrow-up`
pub const ARROW_UP: &str = "\u{e08e}";
/// `arrows-out-line-horizontal`
pub const ARROWS_OUT_LINE_HORIZONTAL: &str = "\u{e534}";
/// `arrows-out-line-vertical`
pub const ARROWS_OUT_LINE_VERTICAL: &str = "\u{e536}";
/// `bounding-box`
pub const BOUNDING_BOX: &str = "\u{e6ce}";
/// `caret-down`
pub const CARET_DOWN: &str = "\u{e136}";
/// `caret-right`
pub const CARET_RIGHT: &str = "\u{e13a}";
/// `check`
pub const CHECK: &str = "\u{e182}";
/// `check-circle`
pub const CHECK_CIRCLE: &str = "\u{e184}";
/// `circle`
pub const CIRCLE: &str = "\u{e18a}";
/// `clipboard-text`
pub const CLIPBOARD_TEXT: &str = "\u{e198}";
/// `clock`
pub const CLOCK: &str = "\u{e19a}";
/// `clock-counter-clockwise`
pub const CLOCK_COUNTER_CLOCKWISE: &str = "\u{e1a0}";
/// `command`
pub const COMMAND: &str = "\u{e1c4}";
/// `copy`
pub const COPY: &str = "\u{e1ca}";
/// `copy-simple`
pub const COPY_SIMPLE: &str = "\u{e1cc}";
/// `corners-out`
pub const CORNERS_OUT: &str = "\u{e1d0}";
/// `crop`
pub const CROP: &str = "\u{e1d4}";
/// `dots-three`
pub const DOTS_THREE: &str = "\u{e1fe}";
/// `export`
pub const EXPORT: &str = "\u{eaf0}";
/// `eye`
pub const EYE: &str = "\u{e220}";
/// `eye-slash`
pub const EYE_SLASH: &str = "\u{e224}";
/// `file-csv`
pub const FILE_CSV: &str = "\u{eb1c}";
/// `file-plus`
pub const FILE_PLUS: &str = "\u{e236}";
/// `flip-horizontal`
pub const FLIP_HORIZONTAL: &str = "\u{ed6a}";
/// `flip-vertical`
pub const FLIP_VERTICAL: &str = "\u{ed6c}";
/// `folder-open`
pub const FOLDER_OPEN: &str = "\u{e256}";
/// `frame-corners`
pub const FRAME_CORNERS: &str = "\u{e626}";
/// `funnel-simple`
pub const FUNNEL_SIMPLE: &str = "\u{e268}";
/// `gear-six`
pub const GEAR_SIX: &str = "\u{e272}";
/// `globe-simple`
pub const GLOBE_SIMPLE: &str = "\u{e28e}";
/// `grid-four`
pub const GRID_FOUR: &str = "\u{e296}";
/// `image`
pub const IMAGE: &str = "\u{e2ca}";
/// `images`
pub const IMAGES: &str = "\u{e836}";
/// `info`
pub const INFO: &str = "\u{e2ce}";
/// `keyboard`
pub const KEYBOARD: &str = "\u{e2d8}";
/// `link`
pub const LINK: &str = "\u{e2e2}";
/// `link-break`
pub const LINK_BREAK: &str = "\u{e2e4}";
/// `list-bullets`
pub const LIST_BULLETS: &str = "\u{e2f2}";
/// `lock-simple`
pub const LOCK_SIMPLE: &str = "\u{e308}";
/// `lock-simple-open`
pub const LOCK_SIMPLE_OPEN: &str = "\u{e30a}";
/// `magnet-straight`
pub const MAGNET_STRAIGHT: &str = "\u{e682}";
/// `magnifying-glass`
pub const MAGNIFYING_GLASS: &str = "\u{e30c}";
/// `magnifying-glass-minus`
pub const MAGNIFYING_GLASS_MINUS: &str = "\u{e30e}";
/// `magnifying-glass-plus`
pub const MAGNIFYING_GLASS_PLUS: &str = "\u{e310}";
/// `moon`
pub const MOON: &str = "\u{e330}";
/// `pencil-simple`
pub const PENCIL_SIMPLE: &str = "\u{e3b4}";
/// `plus`
pub const PLUS: &str = "\u{e3d4}";
/// `rectangle`
pub const RECTANGLE: &str = "\u{e3f0}";
/// `scissors`
pub const SCISSORS: &str = "\u{eae0}";
/// `selection-slash`
pub const SELECTION_SLASH: &str = "\u{e69e}";
/// `shopping-bag`
pub const SHOPPING_BAG: &str = "\u{e416}";
/// `sidebar-simple`
pub const SIDEBAR_SIMPLE: &str = "\u{ec24}";
/// `squares-four`
pub const SQUARES_FOUR: &str = "\u{e464}";
/// `stack`
pub const STACK: &str = "\u{e466}";
/// `storefront`
pub const STOREFRONT: &str = "\u{e470}";
/// `tag-simple`
pub const TAG_SIMPLE: &str = "\u{e47a}";
/// `text-align-center`
pub const TEXT_ALIGN_CENTER: &str = "\u{e480}";
/// `text-align-left`
pub const TEXT_ALIGN_LEFT: &str = "\u{e484}";
/// `text-align-right`
pub const TEXT_ALIGN_RIGHT: &str = "\u{e486}";
/// `text-b`
pub const TEXT_B: &str = "\u{e5be}";
/// `text-t`
pub const TEXT_T: &str = "\u{e48a}";
/// `translate`
pub const TRANSLATE: &str = "\u{e4a2}";
/// `trash`
pub const TRASH: &str = "\u{e4a6}";
/// `wallet`
pub const WALLET: &str = "\u{e68a}";
/// `warning-circle`
pub const WARNING_CIRCLE: &str = "\u{e4e2}";
/// `x`
pub const X: &str = "\u{e4f6}";
