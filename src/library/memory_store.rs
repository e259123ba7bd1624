//! Records in memory: for tests, and in place of a database that cannot be made. The journal keeps them.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use super::store::{Op, Store, StoreError, Visit};

/// A sorted map.
#[derive(Debug, Default)]
pub(super) struct MemoryStore(RwLock<(u64, BTreeMap<String, String>)>);

impl MemoryStore {
    /// Holds these records as of commit `seq`.
    pub(super) fn holding(records: BTreeMap<String, String>, seq: u64) -> Self {
        Self(RwLock::new((seq, records)))
    }
}

impl Store for MemoryStore {
    fn seq(&self) -> Result<u64, StoreError> {
        Ok(self.0.read().unwrap_or_else(PoisonError::into_inner).0)
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let guard = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Ok(guard.1.get(key).map(|value| value.clone().into_bytes()))
    }

    fn scan(&self, prefix: &str, visit: Visit<'_>) -> Result<(), StoreError> {
        let guard = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let from_prefix = guard.1.range::<str, _>((std::ops::Bound::Included(prefix), std::ops::Bound::Unbounded));
        for (key, value) in from_prefix.take_while(|(key, _)| key.starts_with(prefix)) {
            visit(key, value.as_bytes());
        }
        Ok(())
    }

    fn sync(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn apply_unsynced(&self, seq: u64, ops: &[Op]) -> Result<(), StoreError> {
        let mut guard = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for op in ops {
            match &op.value {
                Some(value) => guard.1.insert(op.key.clone(), value.clone()),
                None => guard.1.remove(&op.key),
            };
        }
        guard.0 = seq;
        Ok(())
    }
}

/// Stands where a store could not be opened again: every question is an error, none is answered wrongly.
#[derive(Debug)]
pub(super) struct NoStore;

impl NoStore {
    fn error<T>() -> Result<T, StoreError> {
        Err(StoreError::Io(std::io::Error::other("the database is closed: open the library again")))
    }
}

impl Store for NoStore {
    fn seq(&self) -> Result<u64, StoreError> {
        Self::error()
    }

    fn get(&self, _: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Self::error()
    }

    fn scan(&self, _: &str, _: Visit<'_>) -> Result<(), StoreError> {
        Self::error()
    }

    fn apply_unsynced(&self, _: u64, _: &[Op]) -> Result<(), StoreError> {
        Self::error()
    }

    fn sync(&self) -> Result<(), StoreError> {
        Self::error()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::store::contract;

    #[test]
    fn keeps_the_contract() {
        contract::holds(|| Box::new(MemoryStore::default()), |same| same);
    }
}
