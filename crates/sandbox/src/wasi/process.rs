//! Arguments, environment, clocks, randomness, waiting, leaving; and sockets, of which there are none.

use rand::Rng;

use crate::fs::Errno;
use crate::functions::Call;
use crate::work::Work;

/// The guest called `proc_exit`.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the guest exited with code {0}")]
pub(crate) struct Exit(pub(crate) i32);

/// Subscriptions in one `poll_oneoff`.
const MAX_SUBSCRIPTIONS: u32 = 64;
const SUBSCRIPTION_BYTES: u32 = 48;
const CLOCK_REALTIME: u32 = 0;
const EVENT_CLOCK: u8 = 0;
const ABSOLUTE_TIME: u16 = 1;

impl Call<'_> {
    fn arguments(&mut self) -> Result<Vec<String>, Errno> {
        self.meter.spend(Work::Node, self.host.arguments.len())?;
        Ok(self.host.arguments.iter().map(|&a| a.to_owned()).collect())
    }

    fn environment(&mut self) -> Result<Vec<String>, Errno> {
        self.meter.spend(Work::Node, self.host.environment.len())?;
        let variables = self.host.environment.iter();
        Ok(variables.map(|(name, value)| format!("{name}={value}")).collect())
    }

    pub(super) fn args_get(&mut self, argv: u32, buffer: u32) -> Result<(), Errno> {
        let strings = self.arguments()?;
        self.write_strings(argv, buffer, &strings)
    }

    pub(super) fn args_sizes_get(&mut self, count: u32, size: u32) -> Result<(), Errno> {
        let strings = self.arguments()?;
        self.write_sizes(count, size, &strings)
    }

    pub(super) fn environ_get(&mut self, environ: u32, buffer: u32) -> Result<(), Errno> {
        let strings = self.environment()?;
        self.write_strings(environ, buffer, &strings)
    }

    pub(super) fn environ_sizes_get(&mut self, count: u32, size: u32) -> Result<(), Errno> {
        let strings = self.environment()?;
        self.write_sizes(count, size, &strings)
    }

    fn clock(&self, id: u32) -> Result<u64, Errno> {
        match id {
            CLOCK_REALTIME => Ok(self.now()),
            1..=3 => Ok(self.host.clock.monotonic(self.meter.left())),
            _ => Err(Errno::Invalid),
        }
    }

    pub(super) fn clock_res_get(&mut self, id: u32, out: u32) -> Result<(), Errno> {
        self.clock(id)?;
        self.write_u64(out, 1)
    }

    pub(super) fn clock_time_get(&mut self, id: u32, _precision: u64, out: u32) -> Result<(), Errno> {
        let now = self.clock(id)?;
        self.write_u64(out, now)
    }

    pub(crate) fn random_get(&mut self, buffer: u32, len: u32) -> Result<(), Errno> {
        let random = &mut self.host.random;
        self.memory.fill_from(buffer, len, self.meter, |target, meter| {
            meter.spend(Work::RandomByte, target.len())?;
            random.fill_bytes(target);
            Ok(target.len())
        })?;
        Ok(())
    }

    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "every system call has this shape"
    )]
    pub(super) fn sched_yield(&mut self) -> Result<(), Errno> {
        Ok(())
    }

    /// Waits by jumping: the earliest clock fires at once and the virtual clock moves to it; descriptors are
    /// always ready, since nothing in here ever blocks.
    pub(super) fn poll_oneoff(&mut self, subs: u32, events: u32, count: u32, out: u32) -> Result<(), Errno> {
        if count == 0 || count > MAX_SUBSCRIPTIONS {
            return Err(Errno::Invalid);
        }
        let mut ready = Vec::new();
        let mut earliest: Option<(u64, u64)> = None;
        for i in 0..count {
            let at = subs.checked_add(SUBSCRIPTION_BYTES * i).ok_or(Errno::Fault)?;
            let userdata = self.u64_at(at)?;
            let tag = self.bytes(at, SUBSCRIPTION_BYTES)?[8];
            if tag != EVENT_CLOCK {
                ready.push((userdata, tag));
                continue;
            }
            let id = self.u32_at(at + 16)?;
            let timeout = self.u64_at(at + 24)?;
            let flags = self.u32_at(at + 40)? as u16;
            let wait = match flags & ABSOLUTE_TIME {
                0 => timeout,
                _ => timeout.saturating_sub(self.clock(id)?),
            };
            if earliest.is_none_or(|(first, _)| wait < first) {
                earliest = Some((wait, userdata));
            }
        }
        if ready.is_empty()
            && let Some((wait, userdata)) = earliest
        {
            self.host.clock.sleep(wait);
            ready.push((userdata, EVENT_CLOCK));
        }
        for (i, (userdata, tag)) in (0u32..).zip(&ready) {
            let mut event = [0; 32];
            event[0..8].copy_from_slice(&userdata.to_le_bytes());
            event[10] = *tag;
            // Bytes ready to read or write: one is enough to say "go ahead".
            event[16] = u8::from(*tag != EVENT_CLOCK);
            self.write(events.checked_add(32 * i).ok_or(Errno::Fault)?, &event)?;
        }
        self.write_u32(out, u32::try_from(ready.len()).map_err(|_| Errno::Invalid)?)
    }

    pub(super) fn sock_accept(&mut self, fd: u32, _flags: u32, _out: u32) -> Result<(), Errno> {
        self.no_socket(fd)
    }

    pub(super) fn sock_recv(
        &mut self,
        fd: u32,
        _iovs: u32,
        _count: u32,
        _flags: u32,
        _len: u32,
        _out: u32,
    ) -> Result<(), Errno> {
        self.no_socket(fd)
    }

    pub(super) fn sock_send(
        &mut self,
        fd: u32,
        _iovs: u32,
        _count: u32,
        _flags: u32,
        _out: u32,
    ) -> Result<(), Errno> {
        self.no_socket(fd)
    }

    pub(super) fn sock_shutdown(&mut self, fd: u32, _how: u32) -> Result<(), Errno> {
        self.no_socket(fd)
    }

    fn no_socket(&self, fd: u32) -> Result<(), Errno> {
        self.host.descriptors.get(fd)?;
        Err(Errno::NotSocket)
    }
}
