//! The port as a file, `/dev/port`, for guests that have no function to call the host with.
//!
//! What is written to the file is the request; closing it asks the port; then the file holds the answer, and
//! its size tells the reader how long that is.

use crate::fs::{Device, Errno, Flags};
use crate::port::PortError;
use crate::sandbox::MAX_MESSAGE;
use crate::wasi::{Buffer, Call};

/// A conversation over `/dev/port`.
#[derive(Debug, Default)]
pub(crate) struct Door {
    request: Vec<u8>,
    answer: Vec<u8>,
    fault: Option<PortError>,
}

impl Door {
    /// Why the port closed, told once.
    pub(crate) fn fault(&mut self) -> Option<PortError> {
        self.fault.take()
    }

    /// Bytes of the answer that waits.
    pub(crate) fn waiting(&self) -> usize {
        self.answer.len()
    }
}

impl Call<'_> {
    pub(crate) fn read_device(
        &mut self,
        device: Device,
        fd: u32,
        buffers: u32,
        count: u32,
    ) -> Result<u32, Errno> {
        let mut total = 0;
        for (start, len) in self.buffers(buffers, count)? {
            let read = match device {
                Device::Null => 0,
                Device::Zero => {
                    self.memory_mut(start, len)?.fill(0);
                    len
                }
                Device::Random => {
                    self.random_get(start, len)?;
                    len
                }
                Device::Port => self.read_answer(fd, start, len)?,
            };
            self.work += u64::from(read);
            total += read;
        }
        Ok(total)
    }

    pub(crate) fn write_device(&mut self, device: Device, buffers: &[Buffer]) -> Result<u32, Errno> {
        let total = u32::try_from(Self::total(buffers)).map_err(|_| Errno::FileTooBig)?;
        if device == Device::Port {
            if self.host.door.request.len() + total as usize > MAX_MESSAGE as usize {
                return Err(Errno::FileTooBig);
            }
            for &(start, len) in buffers {
                let data = self.bytes(start, len)?.to_vec();
                self.host.door.request.extend(data);
            }
            self.work += u64::from(total);
        }
        Ok(total)
    }

    pub(crate) fn close_device(&mut self, device: Device, flags: Flags) {
        if device != Device::Port || !flags.write {
            return;
        }
        let request = std::mem::take(&mut self.host.door.request);
        match self.host.port.as_mut().map(|port| port.call(&request)) {
            Some(Ok(answer)) => {
                self.work += answer.len() as u64;
                self.host.door.answer = answer;
            }
            Some(Err(fault)) => self.host.door.fault = Some(fault),
            None => self.host.door.answer.clear(),
        }
    }

    fn read_answer(&mut self, fd: u32, start: u32, len: u32) -> Result<u32, Errno> {
        let from = self.host.descriptors.get(fd)?.offset;
        let answer = &self.host.door.answer;
        let from = usize::try_from(from).map_or(answer.len(), |from| from.min(answer.len()));
        let count = (answer.len() - from).min(len as usize);
        let end = (start as usize).checked_add(count).ok_or(Errno::Fault)?;
        self.memory
            .get_mut(start as usize..end)
            .ok_or(Errno::Fault)?
            .copy_from_slice(&answer[from..from + count]);
        self.host.descriptors.get_mut(fd)?.offset = (from + count) as u64;
        u32::try_from(count).map_err(|_| Errno::FileTooBig)
    }

    fn memory_mut(&mut self, start: u32, len: u32) -> Result<&mut [u8], Errno> {
        let end = (start as usize).checked_add(len as usize).ok_or(Errno::Fault)?;
        self.memory.get_mut(start as usize..end).ok_or(Errno::Fault)
    }
}
