//! Collage → flat draw list; text shaping; camera. May import model.
