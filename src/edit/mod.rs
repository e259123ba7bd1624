//! The verbs: commands, the transaction that alone may change a collage, history, gestures and kernels. May import model. Knows no clock, no randomness and no window.

pub mod gesture;
pub mod kernels;
