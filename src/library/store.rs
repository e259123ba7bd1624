//! What a database must do for us, and the suite that every implementation passes.
//!
//! A record is a text key and the text of a JSON value. Keys sort by their bytes. A batch is applied as a
//! whole or not at all, together with the number of the last commit, and is on disk when `apply` returns.

use std::io;

/// One change of a batch: the new value, or `None` to remove the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Op {
    /// Text key.
    pub(super) key: String,
    /// Text of a JSON value, never `null`.
    pub(super) value: Option<String>,
}

/// Why a store could not answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum StoreError {
    /// What is there is not what was written.
    #[error("{0}")]
    Damaged(String),
    /// The system refused, for example because the disk is full.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What a scan's visitor wants next.
pub(super) type Visit<'a> = &'a mut dyn FnMut(&str, &[u8]);

/// Small records by key.
pub(super) trait Store: Send + Sync {
    /// The number of the last applied batch; 0 when there was none.
    fn seq(&self) -> Result<u64, StoreError>;

    /// One value.
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Visits all records whose key starts with `prefix`, by key.
    fn scan(&self, prefix: &str, visit: Visit<'_>) -> Result<(), StoreError>;

    /// Applies all changes and the new number at once; the last change of a key wins.
    fn apply(&self, seq: u64, ops: &[Op]) -> Result<(), StoreError> {
        self.apply_unsynced(seq, ops)?;
        self.sync()
    }

    /// The same, on disk only after the next [`Store::sync`] or [`Store::apply`]. Until then a crash may take
    /// the last batches, whole ones.
    fn apply_unsynced(&self, seq: u64, ops: &[Op]) -> Result<(), StoreError>;

    /// Puts what was applied on disk.
    fn sync(&self) -> Result<(), StoreError>;
}

#[cfg(test)]
pub(super) mod contract {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use proptest::test_runner::TestRunner;

    use super::*;

    fn all(store: &dyn Store, prefix: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        store
            .scan(prefix, &mut |key, value| found.push((key.to_owned(), String::from_utf8(value.to_vec()).unwrap())))
            .unwrap();
        found
    }

    /// Any sequence of batches leaves what a map would hold; values of every length come back; reopening
    /// changes nothing.
    pub(in super::super) fn holds(
        open: impl Fn() -> Box<dyn Store>,
        reopen: impl Fn(Box<dyn Store>) -> Box<dyn Store>,
    ) {
        let key = prop_oneof!["[ab]/[a-c]{0,2}", Just("p/x".to_owned()), Just("p/xy".to_owned())];
        let length = prop_oneof![Just(0_usize), 1..50_usize, 3_900..4_200_usize, 20_000..30_000_usize];
        let value = prop::option::weighted(0.7, length.prop_map(|n| format!("\"{}\"", "é".repeat(n / 2))));
        let op = (key, value).prop_map(|(key, value)| Op { key, value });
        let batches = prop::collection::vec(prop::collection::vec(op, 0..8), 1..10);
        let mut runner = TestRunner::new(ProptestConfig { cases: 24, ..ProptestConfig::default() });
        runner
            .run(&batches, |batches| {
                let mut store = open();
                let mut model = BTreeMap::new();
                prop_assert_eq!(store.seq().unwrap(), 0);
                for (at, ops) in batches.iter().enumerate() {
                    store.apply(at as u64 + 1, ops).unwrap();
                    for op in ops {
                        match &op.value {
                            Some(value) => model.insert(op.key.clone(), value.clone()),
                            None => model.remove(&op.key),
                        };
                    }
                    if at % 4 == 3 {
                        store = reopen(store);
                    }
                    prop_assert_eq!(store.seq().unwrap(), at as u64 + 1);
                    for prefix in ["", "a/", "p/x", "nothing"] {
                        let wanted: Vec<_> = model
                            .iter()
                            .filter(|(key, _)| key.starts_with(prefix))
                            .map(|(k, v)| (k.clone(), v.clone()))
                            .collect();
                        prop_assert_eq!(all(&*store, prefix), wanted);
                    }
                    for (key, value) in &model {
                        let got = store.get(key).unwrap();
                        prop_assert_eq!(got.as_deref(), Some(value.as_bytes()));
                    }
                    prop_assert_eq!(store.get("missing").unwrap(), None);
                }
                Ok(())
            })
            .unwrap();
    }
}
