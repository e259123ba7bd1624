//! Small controls that every panel uses. Each has a name for screen readers and says its shortcut.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{Button, Color32, FontId, Galley, Painter, Response, RichText, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2};

use super::theme;
use super::tokens::{size, space, text};

/// An icon as text.
pub fn icon(glyph: &str, points: f32) -> RichText {
    RichText::new(glyph).family(theme::icons()).size(points)
}

/// A square button that shows an icon. `name` is its accessible name and its tooltip, with `shortcut`.
pub fn icon_button(ui: &mut Ui, glyph: &str, name: &str, shortcut: Option<&str>, enabled: bool, on: bool) -> Response {
    let palette = theme::palette(ui);
    let colour = match (enabled, on) {
        (false, _) => palette.outline,
        (true, true) => palette.accent,
        (true, false) => palette.ink,
    };
    let fill = if on { palette.accent_soft } else { Color32::TRANSPARENT };
    let hovered = palette.hover;
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding = Vec2::ZERO;
            ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::NONE;
            ui.visuals_mut().widgets.hovered.bg_stroke = Stroke::NONE;
            ui.visuals_mut().widgets.hovered.weak_bg_fill = hovered;
            ui.visuals_mut().widgets.inactive.weak_bg_fill = fill;
            ui.visuals_mut().widgets.noninteractive.weak_bg_fill = fill;
            ui.visuals_mut().widgets.noninteractive.bg_stroke = Stroke::NONE;
            ui.add_enabled(
                enabled,
                Button::new(icon(glyph, text::ICON).color(colour)).min_size(Vec2::splat(size::ICON_BUTTON)),
            )
        })
        .inner;
    named(&response, Role::Button, enabled, on, name);
    let tip = match shortcut {
        Some(keys) => format!("{name}  {keys}"),
        None => name.to_owned(),
    };
    response.on_hover_text(tip.clone()).on_disabled_hover_text(tip)
}

/// The one button of a screen that is most likely wanted.
pub fn primary_button(ui: &mut Ui, label: impl Into<String>, enabled: bool) -> Response {
    let palette = theme::palette(ui);
    // Egui fades what is disabled: a faded accent would look like a mistake, a grey looks like waiting.
    let (ink, fill) = if enabled { (palette.on_accent, palette.accent) } else { (palette.ink, palette.active) };
    let label = RichText::new(label).font(theme::medium(text::BODY)).color(ink);
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        for widget in [&mut widgets.hovered, &mut widgets.active] {
            widget.weak_bg_fill = palette.accent;
        }
        ui.add_enabled(
            enabled,
            Button::new(label).fill(fill).stroke(Stroke::NONE).min_size(Vec2::new(72.0, size::CONTROL)),
        )
    })
    .inner
}

/// A plain button with an icon before its words.
pub fn icon_text_button(ui: &mut Ui, glyph: &str, label: &str) -> Response {
    let response = ui.add(Button::new((icon(glyph, text::ICON), label)).min_size(Vec2::new(0.0, size::CONTROL)));
    named(&response, Role::Button, ui.is_enabled(), false, label);
    response
}

/// A caption above a group of controls.
pub fn section(ui: &mut Ui, title: &str) {
    ui.add_space(space::S);
    let palette = theme::palette(ui);
    ui.label(RichText::new(title).font(theme::medium(text::SMALL)).color(palette.ink_soft));
}

/// A short text in the soft ink.
pub fn caption(ui: &mut Ui, words: impl Into<String>) -> Response {
    let palette = theme::palette(ui);
    ui.label(RichText::new(words).size(text::SMALL).color(palette.ink_soft))
}

/// What an empty screen says: an icon, what belongs here, and what to do.
pub fn empty_state(ui: &mut Ui, glyph: &str, title: &str, hint: &str) {
    let palette = theme::palette(ui);
    ui.vertical_centered(|ui| {
        ui.add_space(space::XL);
        ui.label(icon(glyph, text::ICON_LARGE).color(palette.outline));
        ui.label(RichText::new(title).font(theme::medium(text::TITLE)));
        ui.label(RichText::new(hint).color(palette.ink_soft));
        ui.add_space(space::M);
    });
}

/// Gives a response its accessible name and state.
pub fn named(response: &Response, role: Role, enabled: bool, selected: bool, name: &str) {
    response.widget_info(|| WidgetInfo::selected(role, enabled, selected, name));
}

/// A label and a control in one row, the control at a fixed column and named by the label.
pub fn field<R>(ui: &mut Ui, label: &str, control: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        let palette = theme::palette(ui);
        let words = RichText::new(label).color(palette.ink_soft);
        let column = Vec2::new(84.0, size::CONTROL);
        let left = egui::Layout::left_to_right(egui::Align::Center);
        let name = ui
            .allocate_ui_with_layout(column, left, |ui| {
                ui.set_min_width(column.x);
                ui.add(egui::Label::new(words).truncate())
            })
            .inner;
        ui.label_inputs_by(name.id, control)
    })
    .inner
}

/// egui takes a hint for a name, so that the label beside the field would not name it: makes the hint the
/// field's description. Call it on every field that has a label of its own.
pub fn describe_by_hint(response: &Response, hint: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.clear_placeholder();
        if !hint.is_empty() {
            node.set_description(hint);
        }
    });
}

/// Text on one line that ends in “…” where it is too long.
pub fn one_line(painter: &Painter, words: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(words.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    painter.layout_job(job)
}

/// A row of tabs; the chosen one is underlined.
pub fn tabs(ui: &mut Ui, chosen: &mut usize, names: &[String]) {
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        for (place, name) in names.iter().enumerate() {
            let selected = *chosen == place;
            let ink = if selected { palette.accent } else { palette.ink_soft };
            let words = ui.painter().layout_no_wrap(name.clone(), theme::medium(text::BODY), ink);
            let (rect, response) = ui.allocate_exact_size(Vec2::new(words.size().x, size::CONTROL), Sense::click());
            named(&response, Role::Tab, true, selected, name);
            let lit = selected || response.hovered() || response.has_focus();
            ui.painter().galley(pos2(rect.left(), rect.center().y - words.size().y / 2.0), words, ink);
            if lit {
                let colour = if selected { palette.accent } else { palette.outline };
                ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(2.0, colour));
            }
            if response.clicked() {
                *chosen = place;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::icons;
    use super::*;

    #[test]
    fn the_colour_picker_finds_its_sign() {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        ctx.run_ui(egui::RawInput::default(), |_| {}).textures_delta.clear();
        let mut has = false;
        ctx.run_ui(egui::RawInput::default(), |ui| {
            has = ui.ctx().fonts_mut(|fonts| fonts.has_glyph(&FontId::proportional(text::BODY), '\u{1f4cb}'));
        })
        .textures_delta
        .clear();
        assert!(has);
    }

    #[test]
    fn icons_stand_in_the_middle_of_their_square() {
        for pixels_per_point in [1.0, 1.5, 2.0] {
            let ctx = egui::Context::default();
            theme::install(&ctx);
            ctx.set_pixels_per_point(pixels_per_point);
            ctx.run_ui(egui::RawInput::default(), |_| {}).textures_delta.clear();
            let mut look = |ui: &mut Ui| {
                for glyph in [icons::X, icons::PLUS, icons::TEXT_T, icons::SIDEBAR_SIMPLE, icons::DOTS_THREE] {
                    for size in [text::SMALL, text::ICON, text::ICON_LARGE] {
                        let font = FontId::new(size, theme::icons());
                        let galley = ui.painter().layout_no_wrap(glyph.to_owned(), font, theme::palette(ui).ink);
                        let off = galley.mesh_bounds.center() - galley.rect.center();
                        // Letters stand on whole pixels.
                        assert!(off.x.abs() <= 1.0 / pixels_per_point, "{glyph:?} at {size}: {off:?}");
                    }
                }
            };
            ctx.run_ui(egui::RawInput::default(), &mut look).textures_delta.clear();
        }
    }
}
