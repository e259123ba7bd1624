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
pub mod gesture;
pub mod kernels;
pub mod step;
pub mod txn;

pub use command::{Command, FrameChange, Mirror, Piece};
pub use editor::{Context, Editor, MergeKey, Outcome};
pub use error::{Bound, EditError, Wanted};
pub use step::{Step, StepKind};
