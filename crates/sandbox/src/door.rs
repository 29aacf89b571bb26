//! The port as a file, `/dev/port`, for guests that have no function to call the host with.
//!
//! What is written to the file is the request; closing it asks the port; then the file holds the answer, and
//! its size tells the reader how long that is.

use crate::fs::{Device, Errno, Flags};
use crate::functions::Call;
use crate::port::MAX_MESSAGE;
use crate::wasi::{Buffer, total};
use crate::work::Work;

impl Call<'_> {
    pub(crate) fn read_device(
        &mut self,
        device: Device,
        fd: u32,
        buffers: u32,
        count: u32,
    ) -> Result<u32, Errno> {
        let mut total = 0_u32;
        for (start, len) in self.buffers(buffers, count)? {
            let read = match device {
                Device::Null => 0,
                Device::Zero => {
                    self.memory.clear(start, len, self.meter)?;
                    len
                }
                Device::Random => {
                    self.random_get(start, len)?;
                    len
                }
                Device::Port => self.read_answer(fd, start, len)?,
            };
            total = total.checked_add(read).ok_or(Errno::Invalid)?;
        }
        Ok(total)
    }

    pub(crate) fn write_device(&mut self, device: Device, buffers: &[Buffer]) -> Result<u32, Errno> {
        let total = total(buffers)?;
        if device == Device::Port {
            if self.host.door.request.len() + total as usize > MAX_MESSAGE as usize {
                return Err(Errno::FileTooBig);
            }
            for &(start, len) in buffers {
                let data = self.memory.read(start, len, self.meter)?;
                self.host.door.request.extend_from_slice(data);
            }
        }
        Ok(total)
    }

    pub(crate) fn close_device(&mut self, device: Device, flags: Flags) {
        if device != Device::Port || !flags.write {
            return;
        }
        let request = std::mem::take(&mut self.host.door.request);
        let meter = &mut *self.meter;
        match self.host.port.as_mut().map(|port| port.call(&request, meter)) {
            Some(Ok(answer)) => self.host.door.answer = answer,
            Some(Err(fault)) => self.host.door.fault = Some(fault),
            None => self.host.door.answer.clear(),
        }
    }

    fn read_answer(&mut self, fd: u32, start: u32, len: u32) -> Result<u32, Errno> {
        let offset = self.host.descriptors.get(fd)?.offset;
        let answer = &self.host.door.answer;
        let from = usize::try_from(offset).map_or(answer.len(), |from| from.min(answer.len()));
        let read = self.memory.fill_from(start, len, self.meter, |target, meter| {
            let count = (answer.len() - from).min(target.len());
            meter.spend(Work::Byte, count)?;
            target[..count].copy_from_slice(&answer[from..from + count]);
            Ok(count)
        })?;
        self.host.descriptors.get_mut(fd)?.offset = from as u64 + u64::from(read);
        Ok(read)
    }
}
