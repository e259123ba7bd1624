//! Bytes → products and warnings: pages, feeds, prices. May import model. Knows no disk, no network and no database.
