//! What a step of the history is called: a kind and how many tiles it touched. The words for people are
//! in `i18n`; this is the short form kept on disk.

use std::fmt;
use std::str::FromStr;

use super::command::{Command, FrameChange};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// What was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the names say it")]
        pub enum StepKind { $($(#[$doc])* $name),* }

        impl StepKind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The word kept on disk.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }
        }

        impl FromStr for StepKind {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($code => Ok(Self::$name),)* _ => Err(()) }
            }
        }
    };
}

kinds! {
    Create = "create", Place = "place", Remove = "remove", Duplicate = "duplicate", Move = "move", Resize = "resize",
    Rotate = "rotate", Align = "align", Distribute = "distribute", Arrange = "arrange", Flip = "flip",
    Reorder = "reorder", Opacity = "opacity", Lock = "lock", Unlock = "unlock", Hide = "hide", Show = "show",
    Rename = "rename", Group = "group", Ungroup = "ungroup", Crop = "crop", Replace = "replace", Text = "text",
    Shape = "shape", Link = "link", Product = "product", Background = "background", PageSize = "page_size",
    Meta = "meta", Budget = "budget", Restore = "restore", Several = "several", Undo = "undo", Redo = "redo",
}

/// A named step: `move 3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step {
    /// What was done.
    pub kind: StepKind,
    /// To how many tiles; 0 where tiles are not the point.
    pub tiles: u32,
}

impl Step {
    /// The step a command makes.
    pub fn of(command: &Command) -> Self {
        let (kind, tiles) = match command {
            Command::Place { pieces } => (StepKind::Place, pieces.len()),
            Command::Remove { tiles } => (StepKind::Remove, tiles.len()),
            Command::Duplicate { tiles, .. } => (StepKind::Duplicate, tiles.len()),
            Command::SetFrames { frames, change, .. } => {
                let kind = match change {
                    FrameChange::Move => StepKind::Move,
                    FrameChange::Resize => StepKind::Resize,
                    FrameChange::Rotate => StepKind::Rotate,
                    FrameChange::Align => StepKind::Align,
                    FrameChange::Distribute => StepKind::Distribute,
                    FrameChange::Arrange => StepKind::Arrange,
                };
                (kind, frames.len())
            }
            Command::Flip { tiles, .. } => (StepKind::Flip, tiles.len()),
            Command::Reorder { tiles, .. } => (StepKind::Reorder, tiles.len()),
            Command::SetOpacity { tiles, .. } => (StepKind::Opacity, tiles.len()),
            Command::SetLocked { tiles, locked } => {
                (if *locked { StepKind::Lock } else { StepKind::Unlock }, tiles.len())
            }
            Command::SetHidden { tiles, hidden } => {
                (if *hidden { StepKind::Hide } else { StepKind::Show }, tiles.len())
            }
            Command::Rename { .. } => (StepKind::Rename, 1),
            Command::Group { tiles, .. } => (StepKind::Group, tiles.len()),
            Command::Ungroup { .. } => (StepKind::Ungroup, 0),
            Command::Crop { .. } => (StepKind::Crop, 1),
            Command::ReplacePicture { .. } => (StepKind::Replace, 1),
            Command::SetText { .. } => (StepKind::Text, 1),
            Command::SetShape { .. } => (StepKind::Shape, 1),
            Command::SetLink { tiles, .. } => (StepKind::Link, tiles.len()),
            Command::EditProduct { .. } => (StepKind::Product, 0),
            Command::SetBackground { .. } => (StepKind::Background, 0),
            Command::SetPageSize { .. } => (StepKind::PageSize, 0),
            Command::SetMeta { .. } => (StepKind::Meta, 0),
            Command::SetBudget { .. } => (StepKind::Budget, 0),
            Command::Restore { .. } => (StepKind::Restore, 0),
            Command::Batch { commands } => match commands.as_slice() {
                [only] => return Self::of(only),
                _ => (StepKind::Several, 0),
            },
        };
        Self { kind, tiles: u32::try_from(tiles).unwrap_or(u32::MAX) }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.code())?;
        if self.tiles > 0 { write!(f, " {}", self.tiles) } else { Ok(()) }
    }
}

impl FromStr for Step {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, tiles) = text.split_once(' ').unwrap_or((text, "0"));
        Ok(Self { kind: kind.parse()?, tiles: tiles.parse().map_err(|_| ())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_reads_back() {
        for &kind in StepKind::ALL {
            for tiles in [0, 1, 12] {
                let step = Step { kind, tiles };
                assert_eq!(step.to_string().parse(), Ok(step));
            }
        }
    }
}
