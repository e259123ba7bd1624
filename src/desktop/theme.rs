//! Puts the tokens into egui: colours, fonts, spacing.

use std::sync::Arc;

use egui::{
    CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Theme, Vec2,
    Visuals,
};

use super::tokens::{DARK, LIGHT, Palette, size, space, text};

/// The name of the icon font's family.
pub const ICONS: &str = "icons";
/// The name of the heavier cut's family.
pub const MEDIUM: &str = "medium";
/// The name of the heaviest cut's family.
pub const BOLD: &str = "bold";

/// The colours in effect.
pub fn palette(ui: &egui::Ui) -> &'static Palette {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// The font family of the icons.
pub fn icons() -> FontFamily {
    FontFamily::Name(ICONS.into())
}

/// The heavier cut of the interface's face.
pub fn medium(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name(MEDIUM.into()))
}

/// The heaviest cut of the interface's face.
pub fn bold(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name(BOLD.into()))
}

/// Installs fonts and both themes; call once per context.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    for (theme, palette) in [(Theme::Light, &LIGHT), (Theme::Dark, &DARK)] {
        ctx.set_style_of(theme, style(palette));
    }
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let faces: [(&str, &'static [u8]); 4] = [
        ("ui", include_bytes!("../../assets/fonts/ui.ttf")),
        (MEDIUM, include_bytes!("../../assets/fonts/ui-medium.ttf")),
        (BOLD, include_bytes!("../../assets/fonts/ui-bold.ttf")),
        (ICONS, include_bytes!("../../assets/icons/phosphor.ttf")),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    // egui's own faces stay behind ours for the signs that ours lack.
    let spare = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let with = |first: &str| {
        let mut all = vec![first.to_owned(), "ui".to_owned(), ICONS.to_owned()];
        all.extend(spare.iter().cloned());
        all
    };
    fonts.families.insert(FontFamily::Proportional, with("ui"));
    fonts.families.insert(FontFamily::Name(MEDIUM.into()), with(MEDIUM));
    fonts.families.insert(FontFamily::Name(BOLD.into()), with(BOLD));
    fonts.families.insert(icons(), vec![ICONS.to_owned(), "ui".to_owned()]);
    fonts
}

fn style(palette: &Palette) -> Style {
    let mut style = Style { visuals: visuals(palette), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(text::SMALL)),
        (TextStyle::Body, FontId::proportional(text::BODY)),
        (TextStyle::Button, FontId::proportional(text::BODY)),
        (TextStyle::Monospace, FontId::monospace(text::BODY)),
        (TextStyle::Heading, bold(text::HEADING)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(space::S, space::S);
    spacing.button_padding = Vec2::new(space::M, space::XS + 2.0);
    spacing.interact_size = Vec2::new(size::CONTROL, size::CONTROL);
    spacing.window_margin = Margin::same(space::L as i8);
    spacing.menu_margin = Margin::same(space::S as i8);
    spacing.text_edit_width = 200.0;
    spacing.slider_width = 120.0;
    spacing.combo_width = 120.0;
    style.interaction.selectable_labels = false;
    style.animation_time = 0.1;
    style
}

fn visuals(palette: &Palette) -> Visuals {
    let mut visuals = if palette.dark { Visuals::dark() } else { Visuals::light() };
    let radius = CornerRadius::same(size::RADIUS);
    let large = CornerRadius::same(size::RADIUS_LARGE);
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.raised;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.window_corner_radius = large;
    visuals.menu_corner_radius = CornerRadius::same(size::RADIUS + 2);
    visuals.extreme_bg_color = palette.raised;
    visuals.text_edit_bg_color = Some(palette.raised);
    visuals.faint_bg_color = palette.hover;
    visuals.code_bg_color = palette.hover;
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.warn;
    visuals.error_fg_color = palette.bad;
    visuals.weak_text_color = Some(palette.ink_soft);
    visuals.selection.bg_fill = palette.accent_soft;
    visuals.selection.stroke = Stroke::new(1.5, palette.accent);
    visuals.window_shadow = Shadow { offset: [0, 8], blur: 28, spread: 0, color: palette.shadow };
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: palette.shadow };
    let widgets = &mut visuals.widgets;
    for (widget, fill, stroke, ink) in [
        (&mut widgets.noninteractive, palette.panel, palette.line, palette.ink),
        (&mut widgets.inactive, palette.raised, palette.outline, palette.ink),
        (&mut widgets.hovered, palette.hover, palette.ink_soft, palette.ink),
        (&mut widgets.active, palette.active, palette.accent, palette.ink),
        (&mut widgets.open, palette.hover, palette.outline, palette.ink),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, stroke);
        widget.fg_stroke = Stroke::new(1.0, ink);
        widget.corner_radius = radius;
        widget.expansion = 0.0;
    }
    visuals
}
