//! Merchant addresses → deep links with one's own ids, sub-ids, channel policies, cleaning and unwrapping, disclosure. May import model, i18n. Knows no disk and no network.
