//! So many bodies in memory at a time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// Places for large bodies.
pub(super) struct Room {
    places: usize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    /// The oldest first.
    bodies: VecDeque<(u64, oneshot::Sender<()>)>,
    next: u64,
}

/// A place in a room; dropping it gives it back.
pub(super) struct Place {
    room: Arc<Room>,
    number: u64,
    /// Hears when another one needs the place.
    pub(super) needed: oneshot::Receiver<()>,
}

impl Room {
    pub(super) fn new(places: usize) -> Self {
        Self {
            places,
            taken: Mutex::default(),
        }
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a place: the oldest one of a full room.
    pub(super) fn enter(self: &Arc<Self>) -> Place {
        let (needs, needed) = oneshot::channel();
        let mut taken = self.taken();
        if taken.bodies.len() >= self.places
            && let Some((_, oldest)) = taken.bodies.pop_front()
        {
            // It may be leaving at this moment.
            let _ = oldest.send(());
        }
        let number = taken.next;
        taken.next += 1;
        taken.bodies.push_back((number, needs));
        Place {
            room: Arc::clone(self),
            number,
            needed,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let number = self.number;
        self.room.taken().bodies.retain(|(other, _)| *other != number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_room_gives_its_oldest_place_away_and_takes_those_back_that_are_left() {
        let room = Arc::new(Room::new(2));
        let (mut first, mut second) = (room.enter(), room.enter());
        assert!(first.needed.try_recv().is_err() && second.needed.try_recv().is_err());
        let mut third = room.enter();
        assert_eq!(first.needed.try_recv(), Ok(()));
        assert!(second.needed.try_recv() != Ok(()));
        drop(first);
        drop(second);
        let _fourth = room.enter();
        assert!(third.needed.try_recv() != Ok(()), "there was room");
    }
}
