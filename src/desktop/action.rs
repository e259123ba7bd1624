//! Everything a person can ask for, once: menus, buttons, shortcuts and the help page are made from this list.

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::i18n::{Lang, desktop as msg};

use super::icons;

/// A wish without further details.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Action {
    NewCollage,
    OpenGallery,
    AddFromLink,
    AddFiles,
    ImportFeed,
    ImportBundle,
    Export,
    PageSetup,
    History,
    Settings,
    Shortcuts,
    Commands,
    ToggleTheme,
    ToggleFinds,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    Duplicate,
    Delete,
    SelectAll,
    SelectNone,
    SelectNext,
    SelectPrevious,
    Group,
    Ungroup,
    BringToFront,
    BringForward,
    SendBackward,
    SendToBack,
    FlipHorizontal,
    FlipVertical,
    Lock,
    UnlockAll,
    Hide,
    ShowAll,
    Crop,
    ResetCrop,
    AddText,
    AddRectangle,
    AddEllipse,
    AlignLeft,
    AlignCentre,
    AlignRight,
    AlignTop,
    AlignMiddle,
    AlignBottom,
    DistributeHorizontally,
    DistributeVertically,
    NudgeLeft,
    NudgeRight,
    NudgeUp,
    NudgeDown,
    ZoomIn,
    ZoomOut,
    ZoomActual,
    ZoomFit,
    ZoomSelection,
    ToggleSnapping,
}

impl Action {
    /// All of them, in the order of the help page.
    pub const ALL: &[Self] = &[
        Self::NewCollage,
        Self::OpenGallery,
        Self::AddFromLink,
        Self::AddFiles,
        Self::ImportFeed,
        Self::ImportBundle,
        Self::Export,
        Self::PageSetup,
        Self::History,
        Self::Settings,
        Self::Shortcuts,
        Self::Commands,
        Self::ToggleTheme,
        Self::ToggleFinds,
        Self::Undo,
        Self::Redo,
        Self::Cut,
        Self::Copy,
        Self::Paste,
        Self::Duplicate,
        Self::Delete,
        Self::SelectAll,
        Self::SelectNone,
        Self::SelectNext,
        Self::SelectPrevious,
        Self::Group,
        Self::Ungroup,
        Self::BringToFront,
        Self::BringForward,
        Self::SendBackward,
        Self::SendToBack,
        Self::FlipHorizontal,
        Self::FlipVertical,
        Self::Lock,
        Self::UnlockAll,
        Self::Hide,
        Self::ShowAll,
        Self::Crop,
        Self::ResetCrop,
        Self::AddText,
        Self::AddRectangle,
        Self::AddEllipse,
        Self::AlignLeft,
        Self::AlignCentre,
        Self::AlignRight,
        Self::AlignTop,
        Self::AlignMiddle,
        Self::AlignBottom,
        Self::DistributeHorizontally,
        Self::DistributeVertically,
        Self::NudgeLeft,
        Self::NudgeRight,
        Self::NudgeUp,
        Self::NudgeDown,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomActual,
        Self::ZoomFit,
        Self::ZoomSelection,
        Self::ToggleSnapping,
    ];

    /// The six ways to line tiles up.
    pub const ALIGN: &[Self] =
        &[Self::AlignLeft, Self::AlignCentre, Self::AlignRight, Self::AlignTop, Self::AlignMiddle, Self::AlignBottom];

    /// What it is called.
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::NewCollage => msg::action_new_collage(lang),
            Self::OpenGallery => msg::action_open_gallery(lang),
            Self::AddFromLink => msg::action_add_from_link(lang),
            Self::AddFiles => msg::action_add_files(lang),
            Self::ImportFeed => msg::action_import_feed(lang),
            Self::ImportBundle => msg::action_import_bundle(lang),
            Self::Export => msg::action_export(lang),
            Self::PageSetup => msg::action_page_setup(lang),
            Self::History => msg::action_history(lang),
            Self::Settings => msg::action_settings(lang),
            Self::Shortcuts => msg::action_shortcuts(lang),
            Self::Commands => msg::action_commands(lang),
            Self::ToggleTheme => msg::action_toggle_theme(lang),
            Self::ToggleFinds => msg::action_toggle_finds(lang),
            Self::Undo => msg::action_undo(lang),
            Self::Redo => msg::action_redo(lang),
            Self::Cut => msg::action_cut(lang),
            Self::Copy => msg::action_copy(lang),
            Self::Paste => msg::action_paste(lang),
            Self::Duplicate => msg::action_duplicate(lang),
            Self::Delete => msg::action_delete(lang),
            Self::SelectAll => msg::action_select_all(lang),
            Self::SelectNone => msg::action_select_none(lang),
            Self::SelectNext => msg::action_select_next(lang),
            Self::SelectPrevious => msg::action_select_previous(lang),
            Self::Group => msg::action_group(lang),
            Self::Ungroup => msg::action_ungroup(lang),
            Self::BringToFront => msg::action_bring_to_front(lang),
            Self::BringForward => msg::action_bring_forward(lang),
            Self::SendBackward => msg::action_send_backward(lang),
            Self::SendToBack => msg::action_send_to_back(lang),
            Self::FlipHorizontal => msg::action_flip_horizontal(lang),
            Self::FlipVertical => msg::action_flip_vertical(lang),
            Self::Lock => msg::action_lock(lang),
            Self::UnlockAll => msg::action_unlock_all(lang),
            Self::Hide => msg::action_hide(lang),
            Self::ShowAll => msg::action_show_all(lang),
            Self::Crop => msg::action_crop(lang),
            Self::ResetCrop => msg::action_reset_crop(lang),
            Self::AddText => msg::action_add_text(lang),
            Self::AddRectangle => msg::action_add_rectangle(lang),
            Self::AddEllipse => msg::action_add_ellipse(lang),
            Self::AlignLeft => msg::action_align_left(lang),
            Self::AlignCentre => msg::action_align_centre(lang),
            Self::AlignRight => msg::action_align_right(lang),
            Self::AlignTop => msg::action_align_top(lang),
            Self::AlignMiddle => msg::action_align_middle(lang),
            Self::AlignBottom => msg::action_align_bottom(lang),
            Self::DistributeHorizontally => msg::action_distribute_horizontally(lang),
            Self::DistributeVertically => msg::action_distribute_vertically(lang),
            Self::NudgeLeft => msg::action_nudge_left(lang),
            Self::NudgeRight => msg::action_nudge_right(lang),
            Self::NudgeUp => msg::action_nudge_up(lang),
            Self::NudgeDown => msg::action_nudge_down(lang),
            Self::ZoomIn => msg::action_zoom_in(lang),
            Self::ZoomOut => msg::action_zoom_out(lang),
            Self::ZoomActual => msg::action_zoom_actual(lang),
            Self::ZoomFit => msg::action_zoom_fit(lang),
            Self::ZoomSelection => msg::action_zoom_selection(lang),
            Self::ToggleSnapping => msg::action_toggle_snapping(lang),
        }
    }

    /// Its icon.
    pub fn icon(self) -> &'static str {
        match self {
            Self::NewCollage => icons::FILE_PLUS,
            Self::OpenGallery => icons::GRID_FOUR,
            Self::AddFromLink => icons::LINK,
            Self::AddFiles => icons::IMAGE,
            Self::ImportFeed => icons::FILE_CSV,
            Self::ImportBundle => icons::FOLDER_OPEN,
            Self::Export => icons::EXPORT,
            Self::PageSetup => icons::FRAME_CORNERS,
            Self::History => icons::CLOCK_COUNTER_CLOCKWISE,
            Self::Settings => icons::GEAR_SIX,
            Self::Shortcuts => icons::KEYBOARD,
            Self::Commands => icons::COMMAND,
            Self::ToggleTheme => icons::MOON,
            Self::ToggleFinds => icons::SIDEBAR_SIMPLE,
            Self::Undo => icons::ARROW_COUNTER_CLOCKWISE,
            Self::Redo => icons::ARROW_CLOCKWISE,
            Self::Cut => icons::SCISSORS,
            Self::Copy => icons::COPY_SIMPLE,
            Self::Paste => icons::CLIPBOARD_TEXT,
            Self::Duplicate => icons::COPY,
            Self::Delete => icons::TRASH,
            Self::SelectAll => icons::BOUNDING_BOX,
            Self::SelectNone => icons::SELECTION_SLASH,
            Self::SelectNext => icons::CARET_RIGHT,
            Self::SelectPrevious => icons::CARET_DOWN,
            Self::Group => icons::BOUNDING_BOX,
            Self::Ungroup => icons::SELECTION_SLASH,
            Self::BringToFront => icons::ARROW_LINE_UP,
            Self::BringForward => icons::ARROW_UP,
            Self::SendBackward => icons::ARROW_DOWN,
            Self::SendToBack => icons::ARROW_LINE_DOWN,
            Self::FlipHorizontal => icons::FLIP_HORIZONTAL,
            Self::FlipVertical => icons::FLIP_VERTICAL,
            Self::Lock => icons::LOCK_SIMPLE,
            Self::UnlockAll => icons::LOCK_SIMPLE_OPEN,
            Self::Hide => icons::EYE_SLASH,
            Self::ShowAll => icons::EYE,
            Self::Crop => icons::CROP,
            Self::ResetCrop => icons::CORNERS_OUT,
            Self::AddText => icons::TEXT_T,
            Self::AddRectangle => icons::RECTANGLE,
            Self::AddEllipse => icons::CIRCLE,
            Self::AlignLeft => icons::ALIGN_LEFT,
            Self::AlignCentre => icons::ALIGN_CENTER_HORIZONTAL,
            Self::AlignRight => icons::ALIGN_RIGHT,
            Self::AlignTop => icons::ALIGN_TOP,
            Self::AlignMiddle => icons::ALIGN_CENTER_VERTICAL,
            Self::AlignBottom => icons::ALIGN_BOTTOM,
            Self::DistributeHorizontally => icons::ARROWS_OUT_LINE_HORIZONTAL,
            Self::DistributeVertically => icons::ARROWS_OUT_LINE_VERTICAL,
            Self::NudgeLeft => icons::ARROW_LEFT,
            Self::NudgeRight => icons::CARET_RIGHT,
            Self::NudgeUp => icons::ARROW_UP,
            Self::NudgeDown => icons::ARROW_DOWN,
            Self::ZoomIn => icons::MAGNIFYING_GLASS_PLUS,
            Self::ZoomOut => icons::MAGNIFYING_GLASS_MINUS,
            Self::ZoomActual => icons::MAGNIFYING_GLASS,
            Self::ZoomFit => icons::FRAME_CORNERS,
            Self::ZoomSelection => icons::CORNERS_OUT,
            Self::ToggleSnapping => icons::MAGNET_STRAIGHT,
        }
    }

    /// Its keys; `Modifiers::COMMAND` is Ctrl, or ⌘ on a Mac.
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        match self {
            Self::NewCollage => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::N)),
            Self::OpenGallery => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::O)),
            Self::AddFromLink => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::L)),
            Self::AddFiles => Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O)),
            Self::ImportFeed => None,
            Self::ImportBundle => None,
            Self::Export => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::E)),
            Self::PageSetup => Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P)),
            Self::History => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::H)),
            Self::Settings => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::Comma)),
            Self::Shortcuts => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F1)),
            Self::Commands => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::K)),
            Self::ToggleTheme => Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::D)),
            Self::ToggleFinds => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::B)),
            Self::Undo => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::Z)),
            Self::Redo => Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z)),
            Self::Cut => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::X)),
            Self::Copy => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::C)),
            Self::Paste => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::V)),
            Self::Duplicate => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::D)),
            Self::Delete => Some(KeyboardShortcut::new(Modifiers::NONE, Key::Delete)),
            Self::SelectAll => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::A)),
            Self::SelectNone => Some(KeyboardShortcut::new(Modifiers::NONE, Key::Escape)),
            Self::SelectNext => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::ArrowRight)),
            Self::SelectPrevious => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::ArrowLeft)),
            Self::Group => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::G)),
            Self::Ungroup => Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::G)),
            Self::BringToFront => {
                Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::CloseBracket))
            }
            Self::BringForward => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::CloseBracket)),
            Self::SendBackward => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::OpenBracket)),
            Self::SendToBack => {
                Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::OpenBracket))
            }
            Self::FlipHorizontal => Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::H)),
            Self::FlipVertical => Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::V)),
            Self::Lock => Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::L)),
            Self::UnlockAll => None,
            Self::Hide => Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::H)),
            Self::ShowAll => None,
            Self::Crop => Some(KeyboardShortcut::new(Modifiers::NONE, Key::C)),
            Self::ResetCrop => None,
            Self::AddText => Some(KeyboardShortcut::new(Modifiers::NONE, Key::T)),
            Self::AddRectangle => Some(KeyboardShortcut::new(Modifiers::NONE, Key::R)),
            Self::AddEllipse => Some(KeyboardShortcut::new(Modifiers::NONE, Key::O)),
            Self::AlignLeft => Some(KeyboardShortcut::new(Modifiers::ALT, Key::A)),
            Self::AlignCentre => Some(KeyboardShortcut::new(Modifiers::ALT, Key::H)),
            Self::AlignRight => Some(KeyboardShortcut::new(Modifiers::ALT, Key::D)),
            Self::AlignTop => Some(KeyboardShortcut::new(Modifiers::ALT, Key::W)),
            Self::AlignMiddle => Some(KeyboardShortcut::new(Modifiers::ALT, Key::V)),
            Self::AlignBottom => Some(KeyboardShortcut::new(Modifiers::ALT, Key::S)),
            Self::DistributeHorizontally => Some(KeyboardShortcut::new(Modifiers::ALT.plus(Modifiers::SHIFT), Key::H)),
            Self::DistributeVertically => Some(KeyboardShortcut::new(Modifiers::ALT.plus(Modifiers::SHIFT), Key::V)),
            Self::NudgeLeft => Some(KeyboardShortcut::new(Modifiers::NONE, Key::ArrowLeft)),
            Self::NudgeRight => Some(KeyboardShortcut::new(Modifiers::NONE, Key::ArrowRight)),
            Self::NudgeUp => Some(KeyboardShortcut::new(Modifiers::NONE, Key::ArrowUp)),
            Self::NudgeDown => Some(KeyboardShortcut::new(Modifiers::NONE, Key::ArrowDown)),
            Self::ZoomIn => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::Plus)),
            Self::ZoomOut => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::Minus)),
            Self::ZoomActual => Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::Num0)),
            Self::ZoomFit => Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::Num1)),
            Self::ZoomSelection => Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::Num2)),
            Self::ToggleSnapping => {
                Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Semicolon))
            }
        }
    }

    /// Whether it means something where all collages are shown.
    pub fn works_in_gallery(self) -> bool {
        matches!(
            self,
            Self::NewCollage
                | Self::AddFromLink
                | Self::AddFiles
                | Self::ImportFeed
                | Self::ImportBundle
                | Self::Settings
                | Self::Shortcuts
                | Self::Commands
                | Self::ToggleTheme
        )
    }

    /// Whether its keys also work while a text field has the focus.
    pub fn works_while_typing(self) -> bool {
        self.shortcut().is_some_and(|keys| keys.modifiers.command)
            && !matches!(
                self,
                Self::Undo
                    | Self::Redo
                    | Self::Cut
                    | Self::Copy
                    | Self::Paste
                    | Self::SelectAll
                    | Self::SelectNext
                    | Self::SelectPrevious
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_their_keys() {
        for (place, first) in Action::ALL.iter().enumerate() {
            for second in &Action::ALL[place + 1..] {
                assert!(first.shortcut().is_none() || first.shortcut() != second.shortcut(), "{first:?} {second:?}");
            }
        }
    }

    #[test]
    fn labels_differ() {
        for lang in Lang::ALL {
            let labels: std::collections::BTreeSet<_> = Action::ALL.iter().map(|action| action.label(lang)).collect();
            assert_eq!(labels.len(), Action::ALL.len());
        }
    }
}
