//! The catalogue index: words, filters, sorting. May import model.
