//! Every colour, length and font size of the window. No other file names one.

use egui::Color32;

/// The colours of one theme.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the names and the comments beside the values say it")]
pub struct Palette {
    pub dark: bool,
    /// Around the page on the canvas.
    pub desk: Color32,
    /// Panels and bars.
    pub panel: Color32,
    /// Cards, fields, menus: one step nearer to the eye.
    pub raised: Color32,
    /// Under the pointer.
    pub hover: Color32,
    /// While pressed, and the selected row.
    pub active: Color32,
    /// Hair lines.
    pub line: Color32,
    /// Outlines of fields; 3:1 against the panel.
    pub outline: Color32,
    /// Text; 7:1 or more.
    pub ink: Color32,
    /// Captions; 4.5:1 or more.
    pub ink_soft: Color32,
    /// Primary buttons, selection, links.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// A wash of the accent behind selected things.
    pub accent_soft: Color32,
    /// Smart guides and equal gaps: must differ from the selection.
    pub guide: Color32,
    pub good: Color32,
    pub warn: Color32,
    pub bad: Color32,
    pub shadow: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// By day: warm paper, a raspberry accent.
pub const LIGHT: Palette = Palette {
    dark: false,
    desk: rgb(0xe9_e6e1),
    panel: rgb(0xfa_f8f5),
    raised: rgb(0xff_ffff),
    hover: rgb(0xf1_ede8),
    active: rgb(0xe8_e2db),
    line: rgb(0xe4_dfd8),
    outline: rgb(0x95_8c82),
    ink: rgb(0x22_1d19),
    ink_soft: rgb(0x6a_6159),
    accent: rgb(0xa6_2b4e),
    on_accent: rgb(0xff_ffff),
    accent_soft: rgb(0xf8_e6ea),
    guide: rgb(0x00_84a8),
    good: rgb(0x2d_7a4b),
    warn: rgb(0x95_5a00),
    bad: rgb(0xb3_261e),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 38),
};

/// By night: the same shop after closing.
pub const DARK: Palette = Palette {
    dark: true,
    desk: rgb(0x14_1215),
    panel: rgb(0x1f_1c20),
    raised: rgb(0x29_2529),
    hover: rgb(0x33_2e33),
    active: rgb(0x3e_383e),
    line: rgb(0x36_3136),
    outline: rgb(0x80_7880),
    ink: rgb(0xf3_eef0),
    ink_soft: rgb(0xb0_a7ab),
    accent: rgb(0xee_7f9c),
    on_accent: rgb(0x33_0a18),
    accent_soft: rgb(0x4a_2734),
    guide: rgb(0x4f_c8e8),
    good: rgb(0x7f_cf9b),
    warn: rgb(0xf0_b45a),
    bad: rgb(0xff_8a80),
    shadow: Color32::from_rgba_premultiplied(0, 0, 0, 110),
};

/// The inside of handles, by day and by night: they lie on pages, which are light more often than not.
pub const HANDLE_FILL: Color32 = Color32::WHITE;

/// Font sizes in points.
pub mod text {
    /// Captions, badges.
    pub const SMALL: f32 = 11.5;
    /// Body, buttons.
    pub const BODY: f32 = 13.5;
    /// Titles of cards and sections.
    pub const TITLE: f32 = 15.0;
    /// Titles of dialogs and screens.
    pub const HEADING: f32 = 20.0;
    /// The welcome of empty states.
    pub const DISPLAY: f32 = 28.0;
    /// Icons in buttons.
    pub const ICON: f32 = 18.0;
    /// Icons of empty states.
    pub const ICON_LARGE: f32 = 44.0;
}

/// Lengths in points; a scale of four.
pub mod space {
    /// Between an icon and its word.
    pub const XS: f32 = 4.0;
    /// Between controls that belong together.
    pub const S: f32 = 8.0;
    /// Around the content of a card.
    pub const M: f32 = 12.0;
    /// Around the content of a panel or dialog.
    pub const L: f32 = 16.0;
    /// Between sections.
    pub const XL: f32 = 24.0;
}

/// Heights, widths and radii in points.
pub mod size {
    /// Buttons and fields.
    pub const CONTROL: f32 = 30.0;
    /// Square icon buttons.
    pub const ICON_BUTTON: f32 = 32.0;
    /// The bar at the top.
    pub const TOP_BAR: f32 = 52.0;
    /// The bar at the bottom.
    pub const BOTTOM_BAR: f32 = 36.0;
    /// Finds.
    pub const LEFT_PANEL: f32 = 296.0;
    /// The inspector.
    pub const RIGHT_PANEL: f32 = 288.0;
    /// A find's card.
    pub const FIND_CARD: [f32; 2] = [128.0, 188.0];
    /// A collage's card in the gallery.
    pub const COLLAGE_CARD: [f32; 2] = [240.0, 296.0];
    /// Corners of controls.
    pub const RADIUS: u8 = 7;
    /// Corners of cards, dialogs, menus.
    pub const RADIUS_LARGE: u8 = 12;
    /// Selection handles.
    pub const HANDLE: f32 = 9.0;
    /// How near a pointer must come to a handle.
    pub const HANDLE_REACH: f32 = 10.0;
    /// How far the rotation handle lies outside the selection.
    pub const ROTATE_OFFSET: f32 = 26.0;
    /// How near an edge must come to snap.
    pub const SNAP_REACH: f32 = 6.0;
    /// The room left around what a zoom shows whole.
    pub const FIT_MARGIN: f32 = 36.0;
}
