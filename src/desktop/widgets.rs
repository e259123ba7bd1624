//! Small controls that every panel uses. Each has a name for screen readers and says its shortcut.

use egui::{Button, Color32, Response, RichText, Stroke, Ui, Vec2, WidgetInfo};

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
    named(&response, egui::accesskit::Role::Button, enabled, on, name);
    let tip = match shortcut {
        Some(keys) => format!("{name}  {keys}"),
        None => name.to_owned(),
    };
    response.on_hover_text(tip.clone()).on_disabled_hover_text(tip)
}

/// The one button of a screen that is most likely wanted.
pub fn primary_button(ui: &mut Ui, label: impl Into<String>, enabled: bool) -> Response {
    let palette = theme::palette(ui);
    let label = RichText::new(label).font(theme::medium(text::BODY)).color(palette.on_accent);
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        for widget in [&mut widgets.hovered, &mut widgets.active] {
            widget.weak_bg_fill = palette.accent;
        }
        ui.add_enabled(
            enabled,
            Button::new(label).fill(palette.accent).stroke(Stroke::NONE).min_size(Vec2::new(72.0, size::CONTROL)),
        )
    })
    .inner
}

/// A plain button with an icon before its words.
pub fn icon_text_button(ui: &mut Ui, glyph: &str, label: &str) -> Response {
    let response = ui.add(Button::new((icon(glyph, text::ICON), label)).min_size(Vec2::new(0.0, size::CONTROL)));
    named(&response, egui::accesskit::Role::Button, ui.is_enabled(), false, label);
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
pub fn named(response: &Response, role: egui::accesskit::Role, enabled: bool, selected: bool, name: &str) {
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
