//! The listener on 127.0.0.1. May import model.
