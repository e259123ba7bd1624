//! Politeness: one request at a time per host, with a pause between two.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::model::{Clock, Timestamp};

/// Waits for a while. Injected, so that tests do not.
pub(super) type Sleep = Box<dyn Fn(Duration) + Send + Sync>;

/// When the last request of a host ended; locked while one runs.
type Turn = Arc<Mutex<Option<Timestamp>>>;

/// Whose turn it is, by host.
pub(super) struct Manners {
    clock: Arc<dyn Clock>,
    sleep: Sleep,
    turns: Mutex<HashMap<String, Turn>>,
}

impl Manners {
    /// Past this many hosts, those that nobody waits for are forgotten.
    const MOST_HOSTS: usize = 512;

    pub(super) fn new(clock: Arc<dyn Clock>, sleep: Sleep) -> Self {
        Self { clock, sleep, turns: Mutex::default() }
    }

    /// Runs `request` when no other request to `host` runs and the last one ended at least `pause` ago.
    pub(super) fn take_turn<T>(&self, host: &str, pause: Duration, request: impl FnOnce() -> T) -> T {
        let turn = self.turn_of(host);
        let mut last_end = turn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(end) = *last_end {
            // A clock that was set back must not make anybody wait longer than the pause.
            let since = u64::try_from(self.clock.now().0.saturating_sub(end.0)).unwrap_or(0);
            let rest = pause.saturating_sub(Duration::from_millis(since));
            if !rest.is_zero() {
                (self.sleep)(rest);
            }
        }
        let result = request();
        *last_end = Some(self.clock.now());
        result
    }

    fn turn_of(&self, host: &str) -> Turn {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if turns.len() >= Self::MOST_HOSTS {
            turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        }
        Arc::clone(turns.entry(host.to_owned()).or_default())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    struct Hand(Arc<AtomicI64>);

    impl Clock for Hand {
        fn now(&self) -> Timestamp {
            Timestamp(self.0.load(Ordering::SeqCst))
        }
    }

    #[test]
    fn a_host_gets_its_pause_and_others_do_not_wait() {
        let time_ms = Arc::new(AtomicI64::new(0));
        let slept = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&slept);
        let manners =
            Manners::new(Arc::new(Hand(Arc::clone(&time_ms))), Box::new(move |rest| log.lock().unwrap().push(rest)));
        let pause = Duration::from_millis(250);

        manners.take_turn("a.example", pause, || ());
        manners.take_turn("b.example", pause, || ());
        assert!(slept.lock().unwrap().is_empty());
        time_ms.store(100, Ordering::SeqCst);
        manners.take_turn("a.example", pause, || ());
        assert_eq!(*slept.lock().unwrap(), [Duration::from_millis(150)]);
        time_ms.store(10_000, Ordering::SeqCst);
        manners.take_turn("a.example", pause, || ());
        time_ms.store(0, Ordering::SeqCst);
        manners.take_turn("a.example", pause, || ());
        assert_eq!(*slept.lock().unwrap(), [Duration::from_millis(150), pause]);
    }
}
