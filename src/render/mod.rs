//! Draw list → pixels and PDF. May import model, scene, imaging.
