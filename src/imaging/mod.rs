//! Bytes → pixels and back, under limits. May import model. Knows no disk, no network and no window.
