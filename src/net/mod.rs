//! The one guarded HTTP client. May import model.
