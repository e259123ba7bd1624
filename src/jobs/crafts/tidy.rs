//! Tidying the library now and then.

use crate::library::TidyReport;
use crate::model::Timestamp;

use super::super::error::JobsError;
use super::super::studio::Studio;

/// Where the session remembers when the library was last tidied.
const LAST: &str = "last-tidied";

impl Studio {
    /// Tidies the library if that was not done for a day. `None` when there was no need.
    pub fn tidy_if_due(&self) -> Result<Option<TidyReport>, JobsError> {
        let now = self.clock.now();
        let last = self.library.session::<Timestamp>(LAST);
        // A last time in the future is a clock that was wrong.
        if last.is_some_and(|last| last <= now && now.days_since(last) < 1) {
            return Ok(None);
        }
        let report = self.library.tidy(true)?;
        self.library.set_session(LAST, &now)?;
        Ok(Some(report))
    }
}
