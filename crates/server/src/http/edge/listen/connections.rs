//! How many connections there are at a time, and whose.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::http::edge::client::Place;

/// How many connections are served.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caps {
    /// In all.
    pub(crate) total: usize,
    /// From one place; nothing where all come through one proxy.
    pub(crate) place: Option<usize>,
}

/// The connections that are open.
///
/// When all are taken, a newcomer gets one of the place that has the most, unless its own has as many: whoever opens many makes
/// room for whoever opens few.
pub(super) struct Connections {
    caps: Caps,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    count: usize,
    next: u64,
    /// The oldest of each place first.
    places: HashMap<Place, VecDeque<(u64, oneshot::Sender<()>)>>,
}

/// A connection that is served; dropping it makes room for another.
pub(super) struct Connection {
    connections: Arc<Connections>,
    place: Place,
    number: u64,
    /// Hears when it has to make room.
    pub(super) needed: oneshot::Receiver<()>,
}

/// There are too many connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMany;

impl Connections {
    pub(super) fn new(caps: Caps) -> Self {
        Self {
            caps,
            open: Mutex::default(),
        }
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a connection from an address.
    pub(super) fn enter(self: &Arc<Self>, address: IpAddr) -> Result<Connection, TooMany> {
        let place = Place::of(address);
        let mut open = self.open();
        let own = open.places.get(&place).map_or(0, VecDeque::len);
        if self.caps.place.is_some_and(|most| own >= most) {
            return Err(TooMany);
        }
        if open.count >= self.caps.total {
            open.make_room(own + 1)?;
        }
        let (needs, needed) = oneshot::channel();
        let number = open.next;
        open.next += 1;
        open.count += 1;
        open.places.entry(place).or_default().push_back((number, needs));
        drop(open);
        Ok(Connection {
            connections: Arc::clone(self),
            place,
            number,
            needed,
        })
    }
}

impl Open {
    /// Ends the oldest connection of the place that has the most, if it has more than so many.
    fn make_room(&mut self, more_than: usize) -> Result<(), TooMany> {
        let most = self.places.iter_mut().max_by_key(|(_, open)| open.len());
        let Some((_, open)) = most.filter(|(_, open)| open.len() > more_than) else {
            return Err(TooMany);
        };
        if let Some((_, oldest)) = open.pop_front() {
            // It may be ending at this moment.
            let _ = oldest.send(());
            self.count -= 1;
        }
        Ok(())
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut open = self.connections.open();
        let Some(own) = open.places.get_mut(&self.place) else {
            return;
        };
        let before = own.len();
        own.retain(|(number, _)| *number != self.number);
        let gone = before - own.len();
        let is_last = own.is_empty();
        open.count -= gone;
        if is_last {
            open.places.remove(&self.place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connections(total: usize, place: Option<usize>) -> Arc<Connections> {
        Arc::new(Connections::new(Caps { total, place }))
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_place_has_so_many_and_gets_one_when_one_ends() {
        let connections = connections(9, Some(2));
        let one = address("203.0.113.9");
        let first = connections.enter(one).ok().unwrap();
        let _second = connections.enter(one).ok().unwrap();
        assert_eq!(connections.enter(one).err(), Some(TooMany));
        assert!(connections.enter(address("203.0.113.8")).is_ok(), "another place");
        drop(first);
        assert!(connections.enter(one).is_ok());
    }

    #[test]
    fn whoever_has_many_makes_room_for_whoever_has_few() {
        let connections = connections(4, None);
        let (many, few) = (address("203.0.113.9"), address("192.0.2.1"));
        let mut held: Vec<_> = (0..4).map(|_| connections.enter(many).ok().unwrap()).collect();
        assert_eq!(connections.enter(many).err(), Some(TooMany));
        let _new = connections.enter(few).ok().unwrap();
        assert_eq!(held[0].needed.try_recv(), Ok(()), "the oldest makes it");
        assert!(held[1].needed.try_recv() != Ok(()));
        let _newer = connections.enter(few).ok().unwrap();
        // Two each: nobody has more than the newcomer would.
        assert_eq!(connections.enter(few).err(), Some(TooMany));
        // An ended one, which had lost its place already, gives none back.
        held.remove(0);
        assert_eq!(connections.enter(few).err(), Some(TooMany));
        held.clear();
        assert!(connections.enter(few).is_ok());
        assert_eq!(connections.open().places.len(), 1);
    }
}
