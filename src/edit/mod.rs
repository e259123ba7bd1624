//! The verbs: commands, the transaction that alone may change a collage, history, gestures and kernels.
//!
//! May import `model`. Knows no clock, no randomness, no window and no disk: the moment and the extent of
//! texts are handed in with every command.
//!
//! A [`Command`] is plain data. [`Editor::apply`] runs it through a [`txn::Txn`], which keeps what was there
//! before and yields a `Diff`; undo, autosave and caches all feed on that diff, so no command carries
//! hand-written undo. *Kernels* are pure functions that return plans (frames, orders, guides), and a
//! *gesture* is a running drag that becomes one command when it ends.

mod apply;
pub mod command;
pub mod editor;
pub mod error;
pub mod step;
pub mod txn;

pub use command::{Axis, Command, FrameChange, Piece, ZMove};
pub use editor::{Context, Editor, MergeKey, Outcome};
pub use error::EditError;
pub use step::{Step, StepKind};
