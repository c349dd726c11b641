//! "Stop, please." Ends the program at once on Ctrl-C, but never in the middle of a file.
//!
//! In: the user's wish. Out: a [`Gate`] that whoever writes files holds shut while a file is half done.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Shut while a file is being written; the program ends only when it is open.
#[derive(Debug, Clone, Default)]
pub struct Gate(Arc<Mutex<()>>);

impl Gate {
    /// Keeps the program from ending until the guard is dropped.
    pub fn shut(&self) -> MutexGuard<'_, ()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Calls `say` and ends the program with `status` when the user interrupts; half-made files do not remain.
    ///
    /// Where the system refuses to tell about interruptions, the program ends as the system likes: files are renamed into
    /// place only when complete, so nothing is lost by that.
    pub fn end_on_interrupt(&self, status: u8, say: impl Fn() + Send + 'static) {
        let gate = self.clone();
        let asked = ctrlc::set_handler(move || {
            let _open = gate.shut();
            say();
            std::process::exit(i32::from(status));
        });
        drop(asked);
    }
}
